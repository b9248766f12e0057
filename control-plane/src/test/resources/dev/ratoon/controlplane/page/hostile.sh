# A harness that writes markup, a terminal's orders and characters that hide or turn others into all that it may say.
# With the argument "upstream" it is its repository's other author, whose change is in the way of its own.
# A word of 500 characters, half of them from right to left; a name of a file has no room for more than 180 bytes of it.
LONG=$(printf 'w%.0s' $(seq 250) && printf '\327\220%.0s' $(seq 250))
SHORT=$(printf 'w%.0s' $(seq 90) && printf '\327\220%.0s' $(seq 45))
W='<img src=x onerror=alert(1)><script>alert(2)</script>\u001b[2J\u001b]0;owned\u0007\u202egpj\u2066\u200b\u009b31m'$LONG
RAW='<img src=x onerror=alert(1)>\033[2J\033]0;owned\007\342\200\256gpj\342\200\213'$LONG
NAMED='<img src=x onerror=alert(1)>\342\200\256gpj\342\200\213'$SHORT

named() { printf "%s $NAMED" "$1"; }
commit() {
  git add -A
  git -c user.name='<b>Eve' -c user.email=eve@example.com commit -qm "$(named AT-subject)"
}
work() {
  printf "AT-line $RAW\n" >"$(named AT-file)"
  mkdir -p .github/workflows "$(named AT-folder)"
  echo 'on: push' >".github/workflows/$(named AT-workflow).yml"
  printf "AT-deep $RAW\n" >"$(named AT-folder)/a"
  commit
  git push -q origin 'HEAD:refs/heads/<img/src=x/onerror=alert(1)>'
  echo loose >"$(named AT-loose)"
  printf "AT-stderr $RAW\n"
}

if [ "$1" = upstream ]; then
  echo other >"$(named AT-file)"
  commit
  exit
fi

id() {
  printf '%s' "$line" | sed -n 's/^{"jsonrpc":"2.0","id":\([0-9]*\).*/\1/p'
}
answer() {
  printf '{"jsonrpc":"2.0","id":%s,"result":%s}\n' "$(id)" "$1"
}
update() {
  printf '{"jsonrpc":"2.0","method":"session/update","params":{"sessionId":"s","update":%s}}\n' "$1"
}
text() {
  printf '{"type":"content","content":%s}' "$1"
}
all() {
  update "{\"sessionUpdate\":\"plan\",\"entries\":[{\"content\":\"AT-plan $W\",\"status\":\"$W\",\"priority\":\"$W\"}]}"
  update "{\"sessionUpdate\":\"agent_thought_chunk\",\"content\":{\"type\":\"text\",\"text\":\"AT-thought $W\"}}"
  update "{\"sessionUpdate\":\"tool_call\",\"toolCallId\":\"t\",\"title\":\"AT-tool $W\",\"kind\":\"$W\",\"status\":\"$W\",\"rawInput\":{\"command\":\"AT-run $W\"},\"locations\":[{\"path\":\"$W\"}]}"
  update "{\"sessionUpdate\":\"tool_call_update\",\"toolCallId\":\"t\",\"status\":\"completed\",\"_meta\":{\"terminal_output\":{\"data\":\"AT-terminal $W\"}},\"content\":[$(text "{\"type\":\"text\",\"text\":\"AT-printed $W\"}"),$(text "{\"type\":\"resource_link\",\"name\":\"AT-link $W\",\"uri\":\"javascript:alert(3)$W\"}"),$(text "{\"type\":\"resource\",\"resource\":{\"uri\":\"AT-resource $W\"}}"),$(text "{\"type\":\"image\",\"mimeType\":\"AT-image $W\",\"data\":\"AAAA\"}"),$(text "{\"type\":\"AT-block $W\"}"),{\"type\":\"diff\",\"path\":\"AT-path $W\",\"oldText\":\"a\\n\",\"newText\":\"AT-diff $W\\n\"}]}"
  update "{\"sessionUpdate\":\"tool_call\",\"toolCallId\":\"u\",\"title\":\"AT-second $W\",\"status\":\"failed\",\"rawInput\":{\"AT-field $W\":[\"$W\"]},\"rawOutput\":\"AT-raw $W\"}"
  update "{\"sessionUpdate\":\"agent_message_chunk\",\"content\":{\"type\":\"text\",\"text\":\"# AT-said $W\\n\\n[go](javascript:alert(4)) ![p](https://evil.invalid/p.png) <b>AT-html</b>\\n\\n<iframe src=https://evil.invalid/></iframe>\\n\\n| AT-cell | b |\\n|-|-|\\n| $W | <object data=x> |\\n\\n\`\`\`js\\nconst coloured = 1; // $W\\n\`\`\`\\n\\n[AT-away](https://evil.invalid/?a=$W) <javascript:alert(5)> [x][y]\\n\\n[y]: javascript:alert(6)\\n\\n- [ ] AT-todo $W\\n\"}}"
}
turns=0
while IFS= read -r line; do
  case $line in
  *'"method":"initialize"'*)
    answer '{"protocolVersion":1,"agentCapabilities":{},"authMethods":[]}'
    ;;
  *'"method":"session/new"'*) answer '{"sessionId":"s"}' ;;
  *'"method":"session/prompt"'*)
    turns=$((turns + 1))
    case $turns in
    1)
      prompt=$(id)
      all
      work </dev/null >&2 2>&1
      printf '{"jsonrpc":"2.0","id":"q","method":"session/request_permission","params":{"sessionId":"s","toolCall":{"toolCallId":"v","title":"AT-asked %s","rawInput":{"AT-name %s":"AT-value %s","AT-patch":"@@ -1 +1 @@\\n+%s"}},"options":[{"optionId":"a","name":"AT-once %s","kind":"allow_once"},{"optionId":"b","name":"AT-always %s","kind":"allow_always"},{"optionId":"c","name":"AT-no %s","kind":"reject_once"}]}}\n' "$W" "$W" "$W" "$W" "$W" "$W" "$W"
      ;;
    2) printf '{"jsonrpc":"2.0","id":%s,"error":{"code":-32000,"message":"AT-error %s"}}\n' "$(id)" "$W" ;;
    *)
      printf "AT-last $RAW\n" >&2
      exit 3
      ;;
    esac
    ;;
  *'"id":"q"'*) printf '{"jsonrpc":"2.0","id":%s,"result":{"stopReason":"end_turn"}}\n' "$prompt" ;;
  *'"method":"session/'*) [ -z "$(id)" ] || answer '{}' ;;
  esac
done
