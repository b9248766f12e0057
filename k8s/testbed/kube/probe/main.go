// The program inside the two images of the testbed: what holds a pod's namespaces, and what looks out of a pod.
package main

import (
	"fmt"
	"net"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"
)

func main() {
	if len(os.Args) < 2 {
		hold()
		return
	}
	switch os.Args[1] {
	case "listen":
		listen(os.Args[2])
	case "watch":
		watch(os.Args[2:])
	case "write":
		write(os.Args[2], os.Args[3])
	default:
		fmt.Fprintf(os.Stderr, "probe: unknown command %s\n", os.Args[1])
		os.Exit(2)
	}
}

// Waits for the end, and buries the processes that the pod's containers leave behind.
func hold() {
	signals := make(chan os.Signal, 8)
	signal.Notify(signals, syscall.SIGINT, syscall.SIGTERM, syscall.SIGCHLD)
	for got := range signals {
		if got != syscall.SIGCHLD {
			return
		}
		for {
			if pid, err := syscall.Wait4(-1, nil, syscall.WNOHANG, nil); err != nil || pid <= 0 {
				break
			}
		}
	}
}

// Says hello to whoever connects.
func listen(address string) {
	listener, err := net.Listen("tcp", address)
	stop(err)
	fmt.Println("listening", address)
	for {
		connection, err := listener.Accept()
		stop(err)
		fmt.Fprintln(connection, "hello")
		connection.Close()
	}
}

// Tries every address again and again, and prints in one line which of them are open.
func watch(addresses []string) {
	for {
		began := time.Now()
		open := make([]chan bool, len(addresses))
		for i, address := range addresses {
			open[i] = make(chan bool, 1)
			go func() {
				connection, err := net.DialTimeout("tcp", address, 800*time.Millisecond)
				if err == nil {
					connection.Close()
				}
				open[i] <- err == nil
			}()
		}
		var line []string
		for i, address := range addresses {
			state := "closed"
			if <-open[i] {
				state = "open"
			}
			line = append(line, address+"="+state)
		}
		fmt.Println(strings.Join(line, " "))
		time.Sleep(time.Until(began.Add(250 * time.Millisecond)))
	}
}

// Adds a line to a file and prints the whole of it.
func write(path, text string) {
	file, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	stop(err)
	_, err = fmt.Fprintln(file, text)
	stop(err)
	stop(file.Close())
	content, err := os.ReadFile(path)
	stop(err)
	fmt.Print(string(content))
}

func stop(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "probe:", err)
		os.Exit(1)
	}
}
