package readme

import (
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write what the commands print into the README")

// elided, alone on a line, stands for any lines that follow to the next
// command.
const elided = "…"

const root = "../.."

// findings is the exit status of a command that found something.
const findings = 3

// TestReadme runs every command of the console blocks. A line that begins
// with "$ " is a command, the lines after it are what it prints.
func TestReadme(t *testing.T) {
	bin := program(t)
	for _, name := range []string{"README.md", "README.zh-CN.md"} {
		t.Run(name, func(t *testing.T) {
			sh := newShell(t, bin) // its own library: the commands of one page must not change the other
			path := filepath.Join(root, name)
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			blocks := regexp.MustCompile("(?s)```console\n(.*?)```")
			commands := 0
			fresh := blocks.ReplaceAllStringFunc(string(data), func(block string) string {
				body := strings.TrimSuffix(strings.TrimPrefix(block, "```console\n"), "```")
				var out strings.Builder
				for _, part := range regexp.MustCompile(`(?m)^\$ `).Split(body, -1)[1:] {
					command, shown, _ := strings.Cut(part, "\n")
					commands++
					out.WriteString("$ " + command + "\n" + sh.hold(t, command, shown))
				}
				return "```console\n" + out.String() + "```"
			})
			if commands == 0 {
				t.Error("no commands found")
			}
			if *update {
				if err := os.WriteFile(path, []byte(fresh), 0o600); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// TestFirstCommand runs the first command of the README as it stands there, on
// a machine that has neither the program nor a library.
func TestFirstCommand(t *testing.T) {
	sh := emptyShell(t, t.TempDir())
	if out := sh.run(t, "go run ./cmd/tifa demo"); !strings.Contains(out, "canals in place of walls") {
		t.Errorf("the demo prints %s", out)
	}
}

// program builds the program and gives its folder.
func program(t *testing.T) string {
	t.Helper()
	bin := t.TempDir()
	build := exec.Command("go", "build", "-o", filepath.Join(bin, "tifa"), "./cmd/tifa")
	build.Dir = root
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	return bin
}

// shell runs commands in the checkout with the program on its path and an
// empty home.
type shell struct {
	env  []string
	home string
}

// emptyShell has no library; bin is the folder of the program.
func emptyShell(t *testing.T, bin string) *shell {
	t.Helper()
	home := t.TempDir()
	sh := &shell{home: home}
	// The caches of compiled packages stay, so that go run need not begin anew.
	goCache, err := exec.Command("go", "env", "GOCACHE", "GOMODCACHE").Output()
	if err != nil {
		t.Fatal(err)
	}
	dirs := strings.Fields(string(goCache))
	sh.env = append(os.Environ(), "PATH="+bin+string(os.PathListSeparator)+os.Getenv("PATH"),
		"HOME="+home, "XDG_CACHE_HOME="+filepath.Join(home, ".cache"), "XDG_DATA_HOME="+filepath.Join(home, ".local", "share"),
		"GOCACHE="+dirs[0], "GOMODCACHE="+dirs[1], "LANG=en_US.UTF-8", "LC_ALL=", "NO_COLOR=1", "COLUMNS=100", "TIFA_USER=you",
		"TIFA_LIBRARY=", "CGO_ENABLED=0")
	return sh
}

// newShell has the sample library.
func newShell(t *testing.T, bin string) *shell {
	t.Helper()
	sh := emptyShell(t, bin)
	out := sh.run(t, "tifa demo")
	m := regexp.MustCompile(`--library (\S+)`).FindStringSubmatch(out)
	if m == nil {
		t.Fatalf("the demo does not say where its library is:\n%s", out)
	}
	sh.env = append(sh.env, "TIFA_LIBRARY="+strings.Replace(m[1], "~", sh.home, 1))
	return sh
}

func (sh *shell) run(t *testing.T, command string) string {
	t.Helper()
	cmd := exec.Command("sh", "-c", command)
	cmd.Dir = root
	cmd.Env = sh.env
	out, err := cmd.CombinedOutput()
	if err != nil && cmd.ProcessState.ExitCode() != findings {
		t.Errorf("%s: %v\n%s", command, err, out)
	}
	return strings.ReplaceAll(string(out), sh.home, "~")
}

// hold runs a command and compares. It returns what the README should show:
// as many lines as it shows now, where it elides the rest.
func (sh *shell) hold(t *testing.T, command, shown string) string {
	t.Helper()
	printed := sh.run(t, command)
	lines := strings.Split(strings.TrimRight(shown, "\n"), "\n")
	cut := len(lines) > 0 && lines[len(lines)-1] == elided
	want := printed
	if cut {
		all := strings.Split(printed, "\n")
		want = strings.Join(all[:min(len(all), max(len(lines)-1, 1))], "\n") + "\n" + elided + "\n"
	}
	if got := strings.TrimRight(shown, "\n") + "\n"; got != strings.TrimRight(want, "\n")+"\n" && !*update {
		t.Errorf("$ %s\nis shown as\n%s\nand prints\n%s\ngo test ./internal/readme -update mends the README", command, got, want)
	}
	return strings.TrimRight(want, "\n") + "\n"
}
