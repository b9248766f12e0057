. ./greet.sh
said=$(greet Ada)
if [ "$said" = 'Hello, Ada!' ]; then
  echo "passed: greet Ada says '$said'"
else
  echo "FAILED: greet Ada says '$said'"
  exit 1
fi
