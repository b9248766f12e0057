# A harness that asks a form for each prompt, and says what it was answered.
id() {
  printf '%s' "$line" | sed -n 's/^{"jsonrpc":"2.0","id":\([0-9]*\).*/\1/p'
}
answer() {
  printf '{"jsonrpc":"2.0","id":%s,"result":%s}\n' "$(id)" "$1"
}
update() {
  printf '{"jsonrpc":"2.0","method":"session/update","params":{"sessionId":"s","update":%s}}\n' "$1"
}
while IFS= read -r line; do
  case $line in
  *'"method":"initialize"'*)
    answer '{"protocolVersion":1,"agentCapabilities":{},"authMethods":[]}'
    ;;
  *'"method":"session/new"'*) answer '{"sessionId":"s"}' ;;
  *'"method":"session/prompt"'*)
    prompt=$(id)
    update '{"sessionUpdate":"plan","entries":[{"content":"Ask","status":"in_progress","priority":"high"},{"content":"Go <b>on</b>","status":"pending","priority":"low"}]}'
    printf '%s\n' '{"jsonrpc":"2.0","id":"q","method":"elicitation/create","params":{"sessionId":"s","mode":"form","message":"How is it to look? <img src=x>","requestedSchema":{"type":"object","required":["name","count","sizes"],"properties":{"name":{"type":"string","title":"Its n\u202eame","minLength":2},"count":{"type":"integer","title":"How many","minimum":1,"maximum":9},"sure":{"type":"boolean","title":"Sure"},"colour":{"type":"string","title":"Colour","oneOf":[{"const":"r","title":"Red"},{"const":"g","title":"Green"}]},"sizes":{"type":"array","title":"Sizes","minItems":1,"items":{"enum":["small","large"]}}}}}}'
    ;;
  *'"id":"q"'*)
    said=$(printf '%s' "$line" | sed 's/.*"result"://' | tr -d '"\\')
    update '{"sessionUpdate":"plan","entries":[{"content":"Ask","status":"completed","priority":"high"},{"content":"Go <b>on</b>","status":"in_progress","priority":"low"}]}'
    update "{\"sessionUpdate\":\"agent_message_chunk\",\"content\":{\"type\":\"text\",\"text\":\"It heard $said\"}}"
    printf '{"jsonrpc":"2.0","id":%s,"result":{"stopReason":"end_turn"}}\n' "$prompt"
    ;;
  *'"method":"session/'*) [ -z "$(id)" ] || answer '{}' ;;
  esac
done
