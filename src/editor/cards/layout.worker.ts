// The thread that auto-layout runs in: ELK's own worker, which answers messages by itself.
import 'elkjs/lib/elk-worker.min.js'
