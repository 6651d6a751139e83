package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"path/filepath"
	"strings"
	"time"

	"github.com/pressly/goose/v3"
	"modernc.org/sqlite" // and the driver "sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// All that is peculiar to SQLite stands in this file and in
// migrations/sqlite. The statements elsewhere are meant for PostgreSQL too.

//go:embed migrations
var migrations embed.FS

const (
	// A batch of an import holds the write lock for some seconds at most;
	// a second importer waits its turn.
	busyTimeout = 60 * time.Second
	busyPause   = 10 * time.Millisecond
	readers     = 4
)

// busy says whether SQLite refused since somebody else holds a lock.
func busy(err error) bool {
	var refused *sqlite.Error
	return errors.As(err, &refused) && refused.Code()&0xff == sqlite3.SQLITE_BUSY
}

// openSQLite opens the database file: a writer with one connection, whose
// transactions take the write lock when they begin (one that reads first and
// writes later could fail with "busy" at once, whatever the timeout), and a
// pool of readers, which in WAL mode never wait for the writer.
func openSQLite(ctx context.Context, path string) (writer, reader *sql.DB, err error) {
	writer, err = sql.Open("sqlite", dsn(path, "_txlock=immediate"))
	if err != nil {
		return nil, nil, err
	}
	writer.SetMaxOpenConns(1)
	if err := migrate(ctx, writer); err != nil {
		return nil, nil, errors.Join(err, writer.Close())
	}
	reader, err = sql.Open("sqlite", dsn(path, "_pragma=query_only(1)"))
	if err != nil {
		return nil, nil, errors.Join(err, writer.Close())
	}
	reader.SetMaxOpenConns(readers)
	reader.SetMaxIdleConns(readers)
	return writer, reader, nil
}

// dsn names the file as a URI, so that any character may stand in its path.
// busy_timeout comes first: the change to WAL may have to wait. In WAL mode
// only synchronous=FULL makes a commit outlast a loss of power.
func dsn(path, more string) string {
	p := filepath.ToSlash(path)
	if !strings.HasPrefix(p, "/") {
		p = "/" + p // C:/x is file:///C:/x
	}
	u := url.URL{Scheme: "file", Path: p}
	return u.String() + fmt.Sprintf("?_pragma=busy_timeout(%d)", busyTimeout.Milliseconds()) +
		"&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=foreign_keys(1)&" + more
}

var errNewer = errors.New("the library was made by a newer tifa: use that one, or restore a backup")

// migrate brings the schema up to date. Two processes that open a new
// library at the same moment both try; SQLite lets one through, and the
// other finds, when its step fails, that the schema has moved on.
func migrate(ctx context.Context, db *sql.DB) error {
	folder, err := fs.Sub(migrations, "migrations/sqlite")
	if err != nil {
		return err
	}
	provider, err := goose.NewProvider(goose.DialectSQLite3, db, folder, goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return fmt.Errorf("read the migrations: %w", err)
	}
	var failed error
	began := time.Now()
	for before := int64(-1); ; {
		have, want, err := provider.GetVersions(ctx)
		switch {
		case busy(err) && time.Since(began) < busyTimeout:
			// A new file is changed to WAL by whoever comes first; SQLite refuses
			// the others at once, whatever the timeout, where waiting could never
			// end.
			select {
			case <-ctx.Done():
				return ctx.Err()
			case <-time.After(busyPause):
			}
			continue
		case err != nil:
			return fmt.Errorf("read the schema version (is it a tifa database, and whole?): %w", err)
		case have == want:
			return nil
		case have > want:
			return errNewer
		case have == before:
			return fmt.Errorf("bring the schema up to date: %w", failed)
		}
		before = have
		if _, failed = provider.Up(ctx); failed == nil {
			return nil
		}
	}
}

// copyDatabase writes a consistent copy of the database to path, which must
// not exist. Others may write meanwhile: it sees one moment.
func copyDatabase(ctx context.Context, db *sql.DB, path string) error {
	_, err := db.ExecContext(ctx, `vacuum into $1`, path)
	return err
}

// integrity lists what SQLite finds wrong with its own file.
func integrity(ctx context.Context, db *sql.DB) ([]string, error) {
	rows, err := db.QueryContext(ctx, `pragma integrity_check`)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var found []string
	for rows.Next() {
		var line string
		if err := rows.Scan(&line); err != nil {
			return nil, err
		}
		if line != "ok" {
			found = append(found, line)
		}
	}
	return found, rows.Err()
}
