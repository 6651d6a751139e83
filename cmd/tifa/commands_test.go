package main

import (
	"archive/zip"
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// cmdStatus runs a program and wants an exit status: status 2 tifa search.
func cmdStatus(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: status N PROGRAM ARGUMENT...")
	}
	got, want := 0, args[0]
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if strconv.Itoa(got) != want {
		ts.Fatalf("exit status %d, want %s", got, want)
	}
}

// cmdJSON looks into JSON: json FILE PATH WANT. The path is names and indexes
// with dots between; before a colon may stand the line to look at, else the
// first. At the end len is a length, and keys the names of an object. WANT is a
// string, other JSON in its shortest form, or ~ and a part of either.
func cmdJSON(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 3 {
		ts.Fatalf("usage: json FILE PATH WANT")
	}
	line, path := 1, args[1]
	if before, after, ok := strings.Cut(path, ":"); ok {
		n, err := strconv.Atoi(before)
		ts.Check(err)
		line, path = n, after
	}
	dec := json.NewDecoder(strings.NewReader(ts.ReadFile(args[0])))
	dec.UseNumber()
	var v any
	for range line {
		if err := dec.Decode(&v); err != nil {
			ts.Fatalf("%s has no JSON in line %d: %v", args[0], line, err)
		}
	}
	got, err := lookUp(v, path)
	if err != nil {
		ts.Fatalf("%s: %v", path, err)
	}
	part, contains := strings.CutPrefix(args[2], "~")
	if same := got == args[2] || contains && strings.Contains(got, part); same == neg {
		ts.Fatalf("%s is %s, want %s", path, got, args[2])
	}
}

func lookUp(v any, path string) (string, error) {
	for step := range strings.SplitSeq(path, ".") {
		switch node := v.(type) {
		case map[string]any:
			if step == "keys" {
				return strings.Join(slices.Sorted(maps.Keys(node)), ","), nil
			}
			child, ok := node[step]
			if !ok {
				return "", fmt.Errorf("no field %s among %v", step, slices.Sorted(maps.Keys(node)))
			}
			v = child
		case []any:
			if step == "len" {
				return strconv.Itoa(len(node)), nil
			}
			i, err := strconv.Atoi(step)
			if err != nil || i < 0 || i >= len(node) {
				return "", fmt.Errorf("no element %s of %d", step, len(node))
			}
			v = node[i]
		default:
			return "", fmt.Errorf("%s is asked of %v", step, v)
		}
	}
	if s, ok := v.(string); ok {
		return s, nil
	}
	b, err := json.Marshal(v)
	return string(b), err
}

// cmdSnapshot keeps the state of the library for unchanged.
func cmdSnapshot(ts *testscript.TestScript, _ bool, _ []string) {
	ts.Check(os.WriteFile(ts.MkAbs("snapshot"), []byte(libraryState(ts)), 0o644))
}

// cmdUnchanged fails if the library is not as at the last snapshot.
func cmdUnchanged(ts *testscript.TestScript, _ bool, _ []string) {
	if got, want := libraryState(ts), ts.ReadFile("snapshot"); got != want {
		ts.Fatalf("the library has changed:\n%s\nwas:\n%s", got, want)
	}
}

// libraryState is the record of a library and the names of its files.
func libraryState(ts *testscript.TestScript) string {
	var s strings.Builder
	for _, folder := range []string{"sources", "texts"} {
		root := filepath.Join(ts.Getenv("TIFA_LIBRARY"), folder)
		err := filepath.WalkDir(root, func(_ string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() {
				fmt.Fprintln(&s, folder, d.Name())
			}
			return err
		})
		if !errors.Is(err, fs.ErrNotExist) {
			ts.Check(err)
		}
	}
	cmd := exec.Command("tifa", "list", "--json")
	cmd.Env = append(os.Environ(), "TIFA_LIBRARY="+ts.Getenv("TIFA_LIBRARY"))
	out, err := cmd.Output()
	if err != nil {
		out = []byte("no library\n")
	}
	s.Write(out)
	return s.String()
}

// cmdFlip changes one byte of every file that fits a pattern: that in the middle,
// or that with which words begin: flip FILE [WORDS].
func cmdFlip(ts *testscript.TestScript, _ bool, args []string) {
	found, err := filepath.Glob(ts.MkAbs(args[0]))
	ts.Check(err)
	if len(found) == 0 {
		ts.Fatalf("no file fits %s", args[0])
	}
	for _, path := range found {
		data, err := os.ReadFile(path)
		ts.Check(err)
		at := len(data) / 2
		if len(args) > 1 {
			if at = bytes.Index(data, []byte(args[1])); at < 0 {
				ts.Fatalf("%s has no %q", path, args[1])
			}
		}
		data[at] ^= 0x40
		ts.Check(os.Chmod(path, 0o644))
		ts.Check(os.WriteFile(path, data, 0o644))
	}
}

// cmdBytes writes a file of bytes that no text has: bytes FILE 'PK\x03'.
func cmdBytes(ts *testscript.TestScript, _ bool, args []string) {
	data, err := strconv.Unquote(`"` + args[1] + `"`)
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(data), 0o644))
}

// cmdTexts writes an import file of N invented texts: texts FILE N.
func cmdTexts(ts *testscript.TestScript, _ bool, args []string) {
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	var out bytes.Buffer
	for i := range n {
		var text strings.Builder
		for j := range 40 {
			fmt.Fprintf(&text, "The council of district %d adopts measure %d for the harbour. ", i, i*j)
		}
		ts.Check(json.NewEncoder(&out).Encode(map[string]any{
			"work": fmt.Sprintf("measure-%d", i), "title": fmt.Sprintf("Measure %d", i), "lang": "en",
			"date": fmt.Sprintf("%d-01-02", 1900+i%120), "text": text.String(),
		}))
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), out.Bytes(), 0o644))
}

// cmdWord makes a Word file of a text, a paragraph a line, in runs of a word
// each: word TEXT FILE.
func cmdWord(ts *testscript.TestScript, _ bool, args []string) {
	var body strings.Builder
	for line := range strings.Lines(ts.ReadFile(args[0])) {
		body.WriteString("<w:p>")
		for _, word := range strings.SplitAfter(strings.TrimSpace(line), " ") {
			fmt.Fprintf(&body, `<w:r><w:t xml:space="preserve">%s</w:t></w:r>`, word)
		}
		body.WriteString("</w:p>")
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, e := range [][2]string{
		{"[Content_Types].xml", `<Types/>`},
		{"word/document.xml", `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>` + body.String() + `</w:body></w:document>`},
	} {
		f, err := z.Create(e[0])
		ts.Check(err)
		_, err = io.WriteString(f, e[1])
		ts.Check(err)
	}
	ts.Check(z.Close())
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), out.Bytes(), 0o644))
}

// reportsFile is the real work reports, in the folder of the data.
var reportsFile = filepath.Join("prc-gwr-congress", "government_work_reports.to2012.jsonl")

// cmdReports makes an import file of the real work reports: reports FILE.
func cmdReports(ts *testscript.TestScript, _ bool, args []string) {
	f, err := os.Open(filepath.Join(ts.Getenv("DATA"), reportsFile))
	ts.Check(err)
	defer f.Close()
	var out bytes.Buffer
	lines := bufio.NewReader(f)
	for {
		line, readErr := lines.ReadBytes('\n')
		var r struct {
			Title   string
			URL     string
			Content string
			Year    any
		}
		if len(bytes.TrimSpace(line)) > 0 {
			ts.Check(json.Unmarshal(line, &r))
		}
		if year, err := strconv.Atoi(fmt.Sprint(r.Year)); err == nil { // the others are resolutions
			ts.Check(json.NewEncoder(&out).Encode(map[string]any{
				"work": fmt.Sprintf("gwr-%d", year), "title": r.Title, "url": r.URL, "text": r.Content,
				"lang": "zh-Hans", "date": year, "issuer": "国务院", "kind": "report",
			}))
		}
		if errors.Is(readErr, io.EOF) {
			break
		}
		ts.Check(readErr)
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), out.Bytes(), 0o644))
}

// cmdServe serves a folder on the loopback and sets SERVER to its address.
func cmdServe(ts *testscript.TestScript, _ bool, args []string) {
	server := httptest.NewServer(http.FileServer(http.Dir(ts.MkAbs(args[0]))))
	ts.Defer(server.Close)
	ts.Setenv("SERVER", server.URL)
}

// cmdShelf writes a shelf of the served folder, with one dead address: shelf
// FILE.
func cmdShelf(ts *testscript.TestScript, _ bool, args []string) {
	site := ts.Getenv("SERVER")
	rows := [][]string{
		{"url", "work", "lang", "date", "title", "issuer", "kind", "status"},
		{site + "/a.html", "other", "en", "2015", "Quay Rules", "", "", ""},
		{site + "/dead.html", "dead", "en", "2015", "", "", "", ""},
		{site + "/b.html", "b", "en", "2016-02", "Pier Rules", "Harbour Office", "law", "draft"},
	}
	var out strings.Builder
	for _, row := range rows {
		out.WriteString(strings.Join(row, "\t") + "\n")
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(out.String()), 0o644))
}

// cmdSignal runs a program and sends it a signal some time after it has begun
// to write to the library: signal KILL 20ms tifa import x.jsonl. What it
// writes to standard error goes to the file "stderr-of-signalled".
func cmdSignal(ts *testscript.TestScript, _ bool, args []string) {
	sig := map[string]os.Signal{"KILL": syscall.SIGKILL, "INT": syscall.SIGINT}[args[0]]
	wait, err := time.ParseDuration(args[1])
	ts.Check(err)
	cmd := exec.Command(args[2], args[3:]...)
	cmd.Dir = ts.MkAbs(".")
	cmd.Env = append(os.Environ(), "TIFA_LIBRARY="+ts.Getenv("TIFA_LIBRARY"))
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	ts.Check(cmd.Start())
	begun := filepath.Join(ts.Getenv("TIFA_LIBRARY"), "tifa.db")
	for range 1000 {
		if _, err := os.Stat(begun); err == nil {
			break
		}
		time.Sleep(5 * time.Millisecond)
	}
	time.Sleep(wait)
	_ = cmd.Process.Signal(sig) // it may have ended already
	_ = cmd.Wait()              // how it ended is what the script looks at
	ts.Check(os.WriteFile(ts.MkAbs("stderr-of-signalled"), stderr.Bytes(), 0o644))
}

// cmdOpened starts a reading room, asks for the page at the address that it
// says, and interrupts it: opened WANT PROGRAM ARGUMENT... WANT is part of the
// page, and the program must end with status 0.
func cmdOpened(ts *testscript.TestScript, _ bool, args []string) {
	cmd := exec.Command(args[1], args[2:]...)
	cmd.Dir = ts.MkAbs(".")
	cmd.Env = append(os.Environ(), "TIFA_LIBRARY="+ts.Getenv("TIFA_LIBRARY"))
	out, err := cmd.StdoutPipe()
	ts.Check(err)
	ts.Check(cmd.Start())
	defer func() { _ = cmd.Process.Kill() }() // where the check fails
	lines := bufio.NewScanner(out)
	if !lines.Scan() {
		ts.Fatalf("it says nothing: %v", cmd.Wait())
	}
	_, address, ok := strings.Cut(lines.Text(), "open: ")
	if !ok {
		ts.Fatalf("it says %q", lines.Text())
	}
	answer, err := http.Get(address)
	ts.Check(err)
	page, err := io.ReadAll(answer.Body)
	ts.Check(errors.Join(err, answer.Body.Close()))
	if answer.StatusCode != http.StatusOK || !strings.Contains(string(page), args[0]) {
		ts.Fatalf("%s: status %d, without %q", address, answer.StatusCode, args[0])
	}
	ts.Check(cmd.Process.Signal(os.Interrupt))
	for lines.Scan() { // to its end, as Wait closes the pipe
	}
	ts.Check(cmd.Wait())
}

// cmdCut writes an import file that was packed and then cut off: "cut a.jsonl.gz 50"
// leaves half of it.
func cmdCut(ts *testscript.TestScript, _ bool, args []string) {
	percent, err := strconv.Atoi(args[1])
	ts.Check(err)
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	for n := range 400 {
		_, err := fmt.Fprintf(z, `{"work":"rule-%d","lang":"en","date":"2014","text":"The harbour has a rule number %d of all of them."}`+"\n", n, n)
		ts.Check(err)
	}
	ts.Check(z.Close())
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), packed.Bytes()[:packed.Len()*percent/100], 0o644))
}
