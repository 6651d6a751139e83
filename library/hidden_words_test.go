package library

import (
	"context"
	"errors"
	"strings"
	"testing"

	"tifa"
)

// What keeps hidden changes from being found is said in words that are true: the
// edition is in the library.
func TestHiddenWords(t *testing.T) {
	l := shelfOf(t, [3]string{"harbour-zh", "青湾港口法", harbourLawZh}, [3]string{"harbour-en", "Green Bay Harbour Act", harbourLawEn})
	_, err := l.HiddenChanges(context.Background(), "harbour-zh.zh", "harbour-zh.zh", "en", "", "", nil)
	if !errors.Is(err, tifa.ErrNotFound) || !strings.Contains(err.Error(), "no bitext") || strings.Contains(err.Error(), "not in the library") {
		t.Error(err)
	}
}
