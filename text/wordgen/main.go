// Command wordgen writes the list of Chinese words of package text.
//
// It needs jieba's dictionary dict.txt (MIT licence), one "word count class"
// a line, as it stands in jieba's source and in the npm package
// @node-rs/jieba.
package main

import (
	"bufio"
	"compress/gzip"
	"errors"
	"flag"
	"fmt"
	"log"
	"os"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

const (
	rarest  = 5 // words that were counted less often are left out
	longest = 6 // as are longer ones, in characters
)

func main() {
	dict := flag.String("dict", "", "jieba's dict.txt")
	out := flag.String("out", "lang/zh.words.gz", "file to write")
	flag.Parse()
	if err := run(*dict, *out); err != nil {
		log.Fatal(err)
	}
}

func run(dict, out string) (err error) {
	in, err := os.Open(dict)
	if err != nil {
		return err
	}
	defer in.Close()
	var lines []string
	sc := bufio.NewScanner(in)
	for sc.Scan() {
		f := strings.Fields(sc.Text())
		if len(f) != 3 || len([]rune(f[0])) > longest || strings.ContainsFunc(f[0], func(r rune) bool { return !unicode.Is(unicode.Han, r) }) {
			continue
		}
		if n, err := strconv.Atoi(f[1]); err != nil || n < rarest {
			continue
		}
		lines = append(lines, fmt.Sprintf("%s %s %s\n", f[0], f[1], f[2]))
	}
	if err := sc.Err(); err != nil {
		return err
	}
	slices.Sort(lines)
	f, err := os.Create(out)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	z, err := gzip.NewWriterLevel(f, gzip.BestCompression)
	if err != nil {
		return err
	}
	if _, err := z.Write([]byte(strings.Join(lines, ""))); err != nil {
		return err
	}
	return z.Close()
}
