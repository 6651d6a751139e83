package tifa

import (
	"errors"
	"testing"
)

func TestParseShare(t *testing.T) {
	for _, s := range []string{".01", "0.5", "1", "1e-1"} {
		if _, err := ParseShare(s, LeastShare); err != nil {
			t.Errorf("%s: %v", s, err)
		}
	}
	for _, s := range []string{"", "0", ".009", "1.01", "2", "-1", "nan", "NaN", "inf", "-Inf", "1e400", "half", "50%"} {
		if x, err := ParseShare(s, LeastShare); !errors.Is(err, ErrUsage) {
			t.Errorf("%s is taken for %g: %v", s, x, err)
		}
	}
	if _, err := ParseShare("0", 0); err != nil {
		t.Error(err)
	}
}
