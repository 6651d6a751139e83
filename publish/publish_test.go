package publish

import (
	"bytes"
	"testing"
)

func TestEmptyLedger(t *testing.T) {
	for _, lang := range []string{"", "en", "zh"} {
		var b bytes.Buffer
		if err := WriteLedger(&b, LedgerPage{Edition: "a.en", UILang: lang}); err != nil {
			t.Fatal(err)
		}
	}
}
