package main

import (
	"errors"
	"fmt"
	"strconv"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// A value that is empty is most often a variable of a script that nobody set.
// check --against "$LAW" must not be held against the whole library then, so a
// flag is left out or says something: all flags of all commands, but for the few
// that mean something when they are empty (mayBeEmpty).

// filled is the value of a flag which refuses what is empty, and says in words
// what it is not.
type filled struct {
	pflag.Value
	flag *pflag.Flag
}

func (v filled) Set(s string) error {
	if s == "" && v.flag.Annotations[emptyMeans] == nil {
		return errors.New("it is empty; say what it is, or leave the flag out")
	}
	if n, err := strconv.Atoi(s); err == nil && n < 0 && v.Type() == "int" { // what is counted is never less than nothing
		return fmt.Errorf("%q is no number from 0", s)
	}
	err := v.Value.Set(s)
	if errors.Is(err, strconv.ErrSyntax) || errors.Is(err, strconv.ErrRange) {
		switch v.Type() {
		case "bool":
			return fmt.Errorf("%q is neither true nor false", s)
		case "int":
			return fmt.Errorf("%q is no whole number", s)
		}
	}
	return err
}

// emptyMeans is the annotation of a flag that means something when it is empty.
const emptyMeans = "empty means something"

// mayBeEmpty lists flags of a command that mean something when they are empty:
// what they name is taken away.
func mayBeEmpty(cmd *cobra.Command, names ...string) {
	for _, name := range names {
		f := cmd.Flags().Lookup(name)
		if f.Annotations == nil {
			f.Annotations = map[string][]string{}
		}
		f.Annotations[emptyMeans] = []string{name}
	}
}

// fill makes the flags of a command and of all under it refuse what is empty.
func fill(cmd *cobra.Command) {
	wrap := func(f *pflag.Flag) {
		if _, ok := f.Value.(filled); ok {
			return
		}
		f.Value = filled{f.Value, f}
		if f.DefValue == "[]" { // help knows by the type alone that this is nothing
			f.DefValue = ""
		}
	}
	cmd.PersistentFlags().VisitAll(wrap)
	cmd.Flags().VisitAll(wrap)
	for _, sub := range cmd.Commands() {
		fill(sub)
	}
}
