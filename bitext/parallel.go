package bitext

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// each calls work for 0 to n-1 on all processors. setUp is called once for
// each of them and gives a function with scratch space of its own. What work
// writes must belong to its number, so that the result is the same on any
// number of processors. A panic of work is one of the caller, who can recover.
func each(n int, setUp func() func(i int)) {
	const grain = 16
	var next atomic.Int64
	var all sync.WaitGroup
	var first sync.Once
	var broken any
	for range min(runtime.GOMAXPROCS(0), (n+grain-1)/grain) {
		all.Go(func() {
			defer func() {
				if p := recover(); p != nil {
					first.Do(func() { broken = p })
					next.Store(int64(n)) // the others need not go on
				}
			}()
			work := setUp()
			for {
				from := int(next.Add(grain)) - grain
				if from >= n {
					return
				}
				for i := from; i < min(n, from+grain); i++ {
					work(i)
				}
			}
		})
	}
	all.Wait()
	if broken != nil {
		panic(broken)
	}
}
