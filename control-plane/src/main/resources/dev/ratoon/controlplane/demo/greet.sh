# Greets somebody by name: greet Ada
greet() {
  echo "Hello, $name!"
}
