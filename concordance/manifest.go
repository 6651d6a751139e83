package concordance

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"tifa"
)

const manifestName = "manifest.json"

// manifest names the segments that count. Files that it does not name are
// leftovers of work that was broken off, and are removed by the next writer.
type manifest struct {
	Format   int           `json:"format"`
	Next     int           `json:"next"`   // number of the next segment file
	Record   int64         `json:"record"` // generation of the record that the index shows
	Segments []segmentFile `json:"segments"`
}

type segmentFile struct {
	File   string `json:"file"`
	Lang   string `json:"lang"` // base language
	Docs   int    `json:"docs"`
	Tokens int    `json:"tokens"`
}

const formatVersion = 1

// ErrNoIndex says that there is no index in the folder, or one of another
// format: it has to be built.
var ErrNoIndex = errors.New("no index of this format")

func readManifest(dir string) (manifest, error) {
	path := filepath.Join(dir, manifestName)
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return manifest{Format: formatVersion}, nil
	}
	if err != nil {
		return manifest{}, fmt.Errorf("read index: %w", err)
	}
	var m manifest
	if err := json.Unmarshal(data, &m); err != nil {
		return manifest{}, fmt.Errorf("index manifest %s: %w: %w", path, err, tifa.ErrDamaged)
	}
	if m.Format != formatVersion {
		return manifest{}, fmt.Errorf("index manifest %s has format %d, this program writes %d: %w", path, m.Format, formatVersion, ErrNoIndex)
	}
	return m, nil
}

// writeManifest replaces the manifest in one step and makes it durable,
// together with the names of the segment files.
func writeManifest(dir string, m manifest) error {
	data, err := json.MarshalIndent(m, "", "\t")
	if err != nil {
		return err
	}
	f, err := os.CreateTemp(dir, ".manifest-*")
	if err != nil {
		return fmt.Errorf("write index: %w", err)
	}
	_, err = f.Write(append(data, '\n'))
	if err == nil {
		err = f.Sync()
	}
	err = errors.Join(err, f.Close())
	if err == nil {
		err = os.Rename(f.Name(), filepath.Join(dir, manifestName))
	}
	if err == nil {
		err = syncDir(dir)
	}
	if err != nil {
		_ = os.Remove(f.Name())
		return fmt.Errorf("write index: %w", err)
	}
	return nil
}

// syncDir makes the names in a folder durable. Systems that cannot sync a
// folder do without.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	if err := d.Sync(); err != nil && !errors.Is(err, errors.ErrUnsupported) && !errors.Is(err, fs.ErrInvalid) && !errors.Is(err, fs.ErrPermission) {
		return err
	}
	return nil
}
