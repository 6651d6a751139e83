// Command bench measures tifa beside ripgrep, SQLite FTS5 and Bleve on the
// same real texts in one run, and prints a table.
//
//	go run . [-mb 50] [-peers]
//
// It knows the peers, which the program itself must never depend on; so it is
// a module of its own. Every index is built and asked in a process of its own,
// so that its memory can be told.
package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
)

// engine is something that is measured. build is nil where it searches the
// texts of tifa, and dir names the folder that is then taken.
type engine struct {
	name  string
	dir   string
	index string // the part of dir that is the index
	build func(files []string, dir string) error
	query func(dir string) ([]timing, error)
}

var engines = []engine{
	{"tifa", "tifa", "index", buildTifa, queryTifa},
	{"ripgrep", "tifa", "texts", nil, queryRipgrep},
	{"fts5", "fts5", ".", buildFTS5, queryFTS5},
	{"bleve", "bleve", ".", buildBleve, queryBleve},
}

func main() {
	mb := flag.Int("mb", 0, "measure on the first so many megabytes of text; 0 for all")
	peers := flag.Bool("peers", false, "measure the peers too")
	child := flag.String("child", "", "for the program itself: what to measure, here and now")
	dir := flag.String("dir", "", "folder for the indexes; empty for one that is removed")
	flag.Parse()
	var err error
	if *child == "" {
		err = run(*mb*1e6, *peers, *dir)
	} else {
		err = measureHere(*child, *dir, flag.Args())
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// measured is what a child tells.
type measured struct {
	Wall, CPU float64 // seconds
	PeakMB    int
	Times     []timing
}

func run(limit int, peers bool, dir string) (err error) {
	if dir == "" {
		if dir, err = os.MkdirTemp("", "tifa-bench-"); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	}
	files, err := speedFiles()
	if err != nil {
		return err
	}
	files, size, err := part(files, limit, dir)
	if err != nil {
		return err
	}
	fmt.Printf("%.1f MB of text, %d processors\n", float64(size)/1e6, runtime.NumCPU())
	for _, e := range engines {
		if e.name != "tifa" && !peers {
			continue
		}
		home := filepath.Join(dir, e.dir)
		if err := os.MkdirAll(home, 0o755); err != nil {
			return err
		}
		fmt.Printf("\n%s\n", e.name)
		if e.build != nil {
			m, err := inChild(e.name+" build", home, files)
			if err != nil {
				return err
			}
			n, err := sizeOf(filepath.Join(home, e.index))
			if err != nil {
				return err
			}
			fmt.Printf("  build %.1f s, %.1f MB/s (%.1f MB a CPU second), peak %d MB; index %.2f bytes a byte of text\n",
				m.Wall, float64(size)/1e6/m.Wall, float64(size)/1e6/m.CPU, m.PeakMB, float64(n)/float64(size))
		}
		m, err := inChild(e.name+" query", home, nil)
		if err != nil {
			return err
		}
		for _, t := range m.Times {
			fmt.Printf("  %-60s %12.4f ms  p99 %12.4f ms  found %d\n", t.Name, t.Median*1e3, t.P99*1e3, t.Found)
		}
		fmt.Printf("  peak while asked %d MB\n", m.PeakMB)
	}
	return nil
}

// inChild measures in a process of its own.
func inChild(what, dir string, files []string) (m measured, err error) {
	self, err := os.Executable()
	if err != nil {
		return m, err
	}
	cmd := exec.Command(self, append([]string{"-child", what, "-dir", dir}, files...)...)
	cmd.Stderr = os.Stderr
	wall := stopwatch()
	out, err := cmd.Output()
	if err != nil {
		return m, fmt.Errorf("%s: %w", what, err)
	}
	m.Wall = wall()
	m.CPU = (cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()).Seconds()
	return m, json.Unmarshal(out, &m)
}

func measureHere(what, dir string, files []string) (err error) {
	var m struct {
		PeakMB int
		Times  []timing
	}
	name, step, _ := strings.Cut(what, " ")
	for _, e := range engines {
		switch {
		case e.name == name && step == "build":
			err = e.build(files, dir)
		case e.name == name:
			m.Times, err = e.query(dir)
		}
	}
	if err != nil {
		return err
	}
	var use syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &use); err != nil {
		return err
	}
	m.PeakMB = int(use.Maxrss >> 10)
	return json.NewEncoder(os.Stdout).Encode(m)
}
