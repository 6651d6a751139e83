package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"tifa": main})
}

// TestScripts runs every script of testdata/script with the program as a
// process of its own, each in an empty folder with a library of its own.
func TestScripts(t *testing.T) {
	cache, err := os.UserCacheDir()
	if err != nil {
		t.Fatal(err)
	}
	data := os.Getenv("TIFA_DATA")
	if data == "" {
		data = filepath.Join("..", "..", "..", "shared", "data")
	}
	data, err = filepath.Abs(data)
	if err != nil {
		t.Fatal(err)
	}
	cedict := os.Getenv("TIFA_CEDICT")
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join("testdata", "script"),
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("HOME", filepath.Join(env.WorkDir, "home"))
			env.Setenv("TIFA_LIBRARY", filepath.Join(env.WorkDir, "library"))
			env.Setenv("TIFA_USER", "tester")
			env.Setenv("LANG", "C")
			env.Setenv("USER_CACHE", cache) // where the PDF reader keeps what it compiled
			env.Setenv("DATA", data)
			env.Setenv("CEDICT", cedict)
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"status":    cmdStatus,
			"json":      cmdJSON,
			"snapshot":  cmdSnapshot,
			"unchanged": cmdUnchanged,
			"flip":      cmdFlip,
			"cut":       cmdCut,
			"bytes":     cmdBytes,
			"texts":     cmdTexts,
			"word":      cmdWord,
			"reports":   cmdReports,
			"serve":     cmdServe,
			"shelf":     cmdShelf,
			"signal":    cmdSignal,
			"opened":    cmdOpened,
		},
		Condition: func(cond string) (bool, error) {
			if cond == "reports" {
				_, err := os.Stat(filepath.Join(data, reportsFile))
				return err == nil, nil
			}
			if cond == "cedict" {
				_, err := os.Stat(cedict)
				return err == nil, nil
			}
			return false, nil
		},
	})
}
