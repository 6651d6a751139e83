package concordance

import (
	"encoding/json"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"

	"tifa"
)

// checkedName is a file that says of which segment files every byte was held
// against its checksum, and how large and how old they were then. It is a
// memory only: without it all are checked again (about 4 GB a second).
const checkedName = "checked.json"

// fileState tells a file that was written since from one that was not.
type fileState struct {
	Size    int64 `json:"size"`
	Changed int64 `json:"changed"` // modification time in Unix nanoseconds
}

// checked remembers which segments are whole.
type checked struct {
	dir   string
	files map[string]fileState
	fresh bool // there is something to write
}

func readChecked(dir string) *checked {
	c := &checked{dir: dir, files: map[string]fileState{}}
	if data, err := os.ReadFile(filepath.Join(dir, checkedName)); err == nil {
		if json.Unmarshal(data, &c.files) != nil || c.files == nil {
			c.files = map[string]fileState{}
		}
	}
	return c
}

// whole checks a segment that was just opened, unless its file is as it was
// when it was last checked: an answer from damaged bytes would be wrong
// without a sign.
func (c *checked) whole(file string, s *Segment) error {
	info, err := os.Stat(filepath.Join(c.dir, file))
	if err != nil {
		return err
	}
	now := fileState{info.Size(), info.ModTime().UnixNano()}
	if c.files[file] == now {
		return nil
	}
	if err := s.checkSums(); err != nil {
		return fmt.Errorf("index segment %s: %w", file, err)
	}
	c.files[file] = now
	c.fresh = true
	return nil
}

// keep writes down what was checked. That it cannot, in a folder that may only
// be read, is no failure.
func (c *checked) keep(segments []segmentFile) {
	if !c.fresh {
		return
	}
	named := make(map[string]fileState, len(segments))
	for _, s := range segments {
		if state, ok := c.files[s.File]; ok {
			named[s.File] = state
		}
	}
	data, err := json.Marshal(named)
	if err != nil {
		return
	}
	temp, err := os.CreateTemp(c.dir, ".manifest-*")
	if err != nil {
		return
	}
	_, err = temp.Write(data)
	if closing := temp.Close(); err != nil || closing != nil || os.Rename(temp.Name(), filepath.Join(c.dir, checkedName)) != nil {
		_ = os.Remove(temp.Name())
	}
}

// checkSums holds every section against its checksum.
func (s *Segment) checkSums() error {
	parts, sums, err := s.sections()
	if err != nil {
		return err
	}
	for i, p := range parts {
		if crc32.Checksum(p, castagnoli) != sums[i] {
			return fmt.Errorf("section %d does not fit its checksum: %w", i, tifa.ErrDamaged)
		}
	}
	return nil
}
