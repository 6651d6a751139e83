package main

import (
	"database/sql"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/lang/cjk"
	_ "modernc.org/sqlite" // the driver "sqlite"
)

// buildFTS5 makes a full-text table of SQLite with trigrams, committed to
// disk.
func buildFTS5(files []string, dir string) (err error) {
	db, err := sql.Open("sqlite", filepath.Join(dir, "fts.db")+"?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if _, err := db.Exec(`create virtual table t using fts5(id unindexed, year unindexed, body, tokenize='trigram')`); err != nil {
		return err
	}
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	insert, err := tx.Prepare(`insert into t values (?, ?, ?)`)
	if err != nil {
		return err
	}
	err = eachRecord(files, func(r *record) error {
		_, err := insert.Exec(r.Work, r.Date[:min(4, len(r.Date))], r.Text)
		return err
	})
	if err != nil {
		return err
	}
	return tx.Commit()
}

func queryFTS5(dir string) (times []timing, err error) {
	db, err := sql.Open("sqlite", filepath.Join(dir, "fts.db"))
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	one := func(query, phrase string) func() (int, error) {
		return func() (n int, err error) {
			err = db.QueryRow(query, `"`+phrase+`"`).Scan(&n)
			return n, err
		}
	}
	for _, p := range phrases {
		t, err := measure("count "+p.name, one(`select count(*) from t where t match ?`, p.text))
		if err != nil {
			return nil, err
		}
		times = append(times, t)
	}
	four := phrases[1] // shorter phrases give nothing
	for _, m := range []struct{ name, query string }{
		{"first 50 lines", `select count(s) from (select snippet(t, 2, '[', ']', '', 30) s from t where t match ? limit 50)`},
		{"counts by year", `select count(*) from (select year, count(*) from t where t match ? group by year)`},
	} {
		t, err := measure(four.name+": "+m.name, one(m.query, four.text))
		if err != nil {
			return nil, err
		}
		times = append(times, t)
	}
	return times, nil
}

// buildBleve makes an index of bigrams with positions.
func buildBleve(files []string, dir string) (err error) {
	mapping := bleve.NewIndexMapping()
	mapping.DefaultAnalyzer = cjk.AnalyzerName
	x, err := bleve.New(filepath.Join(dir, "bleve"), mapping)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, x.Close()) }()
	batch := x.NewBatch()
	n := 0
	err = eachRecord(files, func(r *record) error {
		n++
		if err := batch.Index(strconv.Itoa(n), struct{ Body string }{r.Text}); err != nil {
			return err
		}
		if batch.Size() < 200 {
			return nil
		}
		full := batch
		batch = x.NewBatch()
		return x.Batch(full)
	})
	if err != nil {
		return err
	}
	return x.Batch(batch)
}

func queryBleve(dir string) (times []timing, err error) {
	x, err := bleve.Open(filepath.Join(dir, "bleve"))
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, x.Close()) }()
	ask := func(phrase string, size int) func() (int, error) {
		return func() (int, error) {
			q := bleve.NewMatchPhraseQuery(phrase)
			q.SetField("Body")
			found, err := x.Search(bleve.NewSearchRequestOptions(q, size, 0, false))
			if err != nil {
				return 0, err
			}
			return int(found.Total), nil
		}
	}
	for _, p := range phrases {
		t, err := measure("count "+p.name, ask(p.text, 0))
		if err != nil {
			return nil, err
		}
		times = append(times, t)
	}
	return times, nil
}

// queryRipgrep searches the texts of the library of tifa, which lie as files.
func queryRipgrep(dir string) ([]timing, error) {
	var times []timing
	for _, p := range phrases {
		t, err := measure("count "+p.name, func() (int, error) {
			out, err := exec.Command("rg", "--no-ignore", "-i", "-F", "--count-matches", "--no-filename", p.text, filepath.Join(dir, "texts")).Output()
			var exit *exec.ExitError
			if err != nil && !(errors.As(err, &exit) && exit.ExitCode() == 1) { // 1: nothing found
				return 0, fmt.Errorf("rg: %w", err)
			}
			n := 0
			for line := range strings.Lines(string(out)) {
				k, err := strconv.Atoi(strings.TrimSpace(line))
				if err != nil {
					return 0, err
				}
				n += k
			}
			return n, nil
		})
		if err != nil {
			return nil, err
		}
		times = append(times, t)
	}
	return times, nil
}
