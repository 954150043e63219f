#!/usr/bin/env python3
"""Executable model of the sync, with a random fault simulator: the reference that `crates/sync` is held against.

  sync_model.py [SEEDS] [STEPS] [FIRST_SEED] [--break NAME] [--trace]     (python3, standard library only)

--trace prints each history as one line of JSON: every step with what it carried, and what all sides hold at each
quiescence (one after every 25 steps, one at the end).  `tests/world/model.rs` replays them on the Rust core.

A change set = {id, wall, ops: [(record, {field: value}, {field: [ids of the values replaced]})]}.
Its id is random, drawn once at the local commit: it names the values it writes on every path.
A field = values alive {id: (value, eff)} + ids dead.  Applying: each replaced id dies for ever; the new value
lives unless its id is dead already.  So any order, any number of times gives the same field.
Server: one appender, one total order `seq`, a running digest over (id, eff).  eff = min(author's clock, arrival).
Client: own changes with the seq under which the server accepted them (or none), record states, a cursor, and marks:
the (seq, digest) of the server's head in each answer that it got.  Each request names the newest mark FIRST: a server
that does not know it was restored, and nothing else of the request is done before the client has gone back.

Faults: lost acks, sync cut between and inside its steps, restored server backup, restored laptop backup, cloned
laptop, clocks wrong by years, a record moved between villages, villages granted and revoked, USB bundles
imported late, twice, out of order.

An arrival's time moves on with each request, so that all changes of one push arrive together.

Checked after each quiescence:  I1 all that a living laptop committed is on the server;  I2 every laptop shows the
server's state and winner for its villages, and no other record;  I3 a value is gone only if a change (or a
salvaged state) names it;  I4 no edit twice;  I7 what the server had when it was backed up is there.
During the run: I6 a cursor goes back only to a mark that both sides know.

--break shows that the checker sees:  counter-id (id = device + its counter, as in the first design),
no-digest (cursor is the bare seq), no-salvage, no-dead (superseded ids are forgotten), seq-gap (bigserial: a row
may become visible after a later one), hlc-lww (only the newest stamp is kept), bare-digest (digest without eff), cursor-mark (marks only of pulls, not of
acks), skip-dead (a change that is dead already kills nothing), no-rebase (after a rollback only the rows since the mark).
"""
import copy, hashlib, json, random, sys

FIELDS = ["name", "phone", "addr", "job"]
VILL = ["v1", "v2", "v3"]
QUIET_EVERY = 25
BREAK = sys.argv[sys.argv.index("--break") + 1] if "--break" in sys.argv else ""


def H(*x):
    return hashlib.blake2b(repr(x).encode(), digest_size=12).hexdigest()


class State:
    """One record."""

    def __init__(self):
        self.f = {}  # field -> [alive {id: (value, eff)}, dead set]

    def apply(self, cid, sets, sups, eff):
        for k, v in sets.items():
            alive, dead = self.f.setdefault(k, [{}, set()])
            if BREAK == "skip-dead" and cid in dead:
                continue
            for d in sups.get(k, []):  # also when this change is dead already: the tail of a bundle may come first
                dead.add(d)
                alive.pop(d, None)
            if cid not in dead:
                alive[cid] = (v, eff)
            if BREAK == "no-dead":
                dead.clear()
            if BREAK == "hlc-lww" and alive:
                best = max(alive, key=lambda d: (alive[d][1], d))
                self.f[k][0] = {best: alive[best]}

    def merge(self, o, own_eff=True):
        for k, (oa, od) in o.f.items():
            alive, dead = self.f.setdefault(k, [{}, set()])
            dead |= od
            for d, x in oa.items():
                if d not in alive or not own_eff:
                    alive[d] = x
            for d in dead:
                alive.pop(d, None)

    def knows(self, cid, k):
        return k in self.f and (cid in self.f[k][0] or cid in self.f[k][1])

    def villages(self):
        return {v for v, _ in self.f["village"][0].values()} if "village" in self.f else set()

    def view(self):
        return {k: (sorted((d, v) for d, (v, _) in a.items()), sorted(dd)) for k, (a, dd) in sorted(self.f.items())}

    def shown(self, k):
        return max(((e, d, v) for d, (v, e) in self.f.get(k, [{}])[0].items()), default=None)


class Server:
    def __init__(self):
        self.log, self.dig, self.seq_of = [], ["0"], {}
        self.rec, self.rows, self.now, self.late = {}, [], 1000, []

    def push(self, changes, held=(), tick=1):
        """Idempotent: {id: (seq, eff)} for each change, known or new; and which of their records are not the pusher's."""
        self.now += tick
        out, gone = {}, set()
        for ch in changes:
            if ch["id"] not in self.seq_of:
                self.append(ch)
            s = self.seq_of[ch["id"]]
            out[ch["id"]] = (s, self.log[s - 1][1])
            gone |= {o[0] for o in ch["ops"] if not self.rec[o[0]].villages() & set(held)}
        return out, gone

    def append(self, ch, salv=None):
        # What another laptop salvaged of this change keeps the time under which the server had it first.
        known = (self.rec[r].f[k][0][ch["id"]][1] for r, sets, _ in ch["ops"] for k in sets
                 if r in self.rec and k in self.rec[r].f and ch["id"] in self.rec[r].f[k][0])
        seq, eff = len(self.log) + 1, min(next(known, ch["wall"]), self.now)
        self.log.append((ch, eff))
        self.dig.append(H(self.dig[-1], ch["id"], "" if BREAK == "bare-digest" else eff))
        self.seq_of[ch["id"]] = seq
        for r, sets, sups in ch["ops"]:
            st = self.rec.setdefault(r, State())
            b, made, known = st.villages(), not st.f, any(st.knows(ch["id"], k) for k in sets)
            st.apply(ch["id"], sets, sups, eff)
            self.rows.append((seq, r, "state" if known else "made" if made else "chg", b, st.villages()))
        for r, o in (salv or {}).items():
            st = self.rec.setdefault(r, State())
            b = st.villages()
            o = copy.deepcopy(o)
            for alive, _ in o.f.values():
                for d, (v, e) in alive.items():
                    alive[d] = (v, min(e, self.now))
            st.merge(o)
            self.rows.append((seq, r, "state", b, st.villages()))

    def salvage(self, cid, states):
        """After a restored backup: record states that a laptop got after the newest common mark.  Their author may be
        gone."""
        self.append({"id": cid, "wall": self.now, "ops": []}, states)

    def anchor(self, marks):
        for seq, d in sorted(marks, reverse=True):
            if seq < len(self.dig) and (BREAK == "no-digest" or self.dig[seq] == d):
                return seq, self.dig[seq]

    def pull(self, cursor, held, limit):
        out, last, count = [], cursor, 0
        for seq, r, kind, b, a in self.rows:
            if seq <= cursor or seq in self.late:
                continue
            hv = {v for v, since in held.items() if since < seq}
            if not hv & (a | b):
                continue  # nothing of it concerns the laptop: it is as good as there
            if seq != last:
                if count >= limit:
                    return out, last  # a cut never lies inside one change set
                count, last = count + 1, seq
            if hv & a and (hv & b or kind == "made") and kind != "state":
                ch, eff = self.log[seq - 1]
                out += [(seq, kind, r, ch["id"], s, p, eff) for rr, s, p in ch["ops"] if rr == r]
            elif hv & a and hv & self.rec[r].villages():
                out.append((seq, "state", r, copy.deepcopy(self.rec[r])))  # entered: the whole record as it is now
            elif hv & a:
                pass  # it has left again since
            elif hv & b:
                out.append((seq, "leave", r))
        return out, len(self.log)


class Client:
    def __init__(self, dev, held):
        self.dev, self.own, self.seq = dev, [], {}
        self.rec, self.last, self.left, self.staged = {}, {}, {}, {}
        self.marks, self.cursor = [(0, "0")], 0
        self.held = {v: 0 for v in held}
        self.clock = 0

    def commit(self, ops, wall, rnd):
        cid = "%s#%04d" % (self.dev, len(self.own) + 1) if BREAK == "counter-id" else "%012x" % rnd.getrandbits(48)
        self.own.append({"id": cid, "wall": wall, "ops": ops})
        for r, sets, sups in ops:
            self.rec.setdefault(r, State()).apply(cid, sets, sups, wall)
        return cid

    def edit(self, r, sets):
        st = self.rec.get(r) or State()
        return (r, dict(sets), {k: sorted(st.f[k][0]) if k in st.f else [] for k in sets})

    def unsent(self):
        return [c for c in self.own if c["id"] not in self.seq]

    def dirty(self, r):
        return any(r == o[0] for c in self.unsent() for o in c["ops"])

    def push(self, srv, limit=99, lose_ack=False, told=None, tick=1):
        sent = self.unsent()[:limit]
        ack, gone = srv.push(sent, self.held, tick)
        if told is not None:
            told.update(push=[c["id"] for c in sent], at=srv.now, lost=lose_ack)
        if lose_ack:
            return
        for r in gone:
            self.left[r] = len(srv.log)
            self.staged.pop(r, None)
        for cid, (s, eff) in ack.items():
            self.seq[cid] = s
        self.mark(srv)

    def mark(self, srv):
        m = (len(srv.log), srv.dig[-1])
        if m[0] > self.marks[-1][0] and BREAK != "cursor-mark":
            self.marks = [(0, "0")] + [x for x in self.marks if x[0]][-7:] + [m]

    def check_rollback(self, srv, rnd, told):
        a = srv.anchor(self.marks)
        if a == self.marks[-1]:
            return
        told["back"] = {}
        srv.now += 1  # what is salvaged and what is sent again arrive together
        c = a[0]
        self.marks = [m for m in self.marks if m[0] < c] + [a]
        self.seq = {i: s for i, s in self.seq.items() if s <= c}  # ours after the mark: to be sent again
        salv = {r: st for r, st in self.rec.items() if self.last.get(r, 0) > c}
        if salv and BREAK != "no-salvage":
            sid = "s%012x" % rnd.getrandbits(48)
            srv.salvage(sid, copy.deepcopy(salv))
            told["back"]["salvage"] = sid
        self.push(srv, told=told["back"], tick=0)  # after it: an edit of a record that the server has lost would be nobody's
        self.staged = {}
        if BREAK == "no-rebase":
            self.cursor = min(self.cursor, c)
            self.held = {v: min(s, c) for v, s in self.held.items()}
            self.left = {r: q for r, q in self.left.items() if q <= c}
            return
        self.cursor = len(srv.log)  # then the villages anew: what we dropped on the lost timeline must come back
        for v in self.held:
            self.grant(srv, v)
        for r in self.rec:
            if not srv.rec.get(r, State()).villages() & set(self.held):
                self.left[r] = self.cursor
        self.sweep()  # all is sent and fetched: this is the head

    def unstage(self, upto):
        """A state from later than the cursor would show a part of a change: it waits until the cursor is there (I5)."""
        for r, (at, st) in list(self.staged.items()):
            if at <= upto:
                del self.staged[r]
                self.rec.setdefault(r, State()).merge(st, own_eff=False)
                self.last[r] = max(at, self.last.get(r, 0))
                self.left.pop(r, None)

    def pull(self, srv, limit=99):
        cur, head = self.cursor, len(srv.log)
        rows, last = srv.pull(cur, self.held, limit)
        for row in rows:
            seq, kind, r = row[:3]
            if kind == "state":
                self.staged[r] = (head, row[3])
                continue
            self.unstage(seq - 1)
            if kind == "leave":
                if r in self.staged and not (self.staged[r][0] >= seq and self.staged[r][1].villages() & set(self.held)):
                    del self.staged[r]
                if r in self.rec and (r in self.left or self.last.get(r, 0) <= seq):
                    self.left[r] = seq  # hidden at once, dropped when nothing of ours on it waits
                continue
            _, _, _, cid, sets, sups, eff = row
            if r in self.rec and r in self.left and r in self.staged:
                continue  # it is on its way back, and what comes holds this already
            if r not in self.rec and kind != "made":
                if r not in self.staged:  # a patch without its record is never applied to nothing: ask for all of it
                    self.staged[r] = (head, copy.deepcopy(srv.rec[r]))
                continue
            st = self.rec.setdefault(r, State())
            st.apply(cid, sets, sups, eff)
            self.last[r] = max(seq, self.last.get(r, 0))
            if self.left.get(r, 0) <= seq:
                self.left.pop(r, None)
        self.unstage(last)
        assert last >= cur, ("I6", cur, last)
        self.cursor = last
        if BREAK == "cursor-mark":
            self.marks = [(0, "0")] + [m for m in self.marks if m[0]][-7:] + ([(last, srv.dig[last])] if last > self.marks[-1][0] else [])
        self.mark(srv)

    def grant(self, srv, v):
        s = len(srv.log)
        for r, st in srv.rec.items():
            if v in st.villages():
                self.rec.setdefault(r, State()).merge(st, own_eff=False)
                self.rec[r] = copy.deepcopy(self.rec[r])
                self.staged.pop(r, None)
                self.last[r] = s
                self.left.pop(r, None)
        self.held[v] = s
        self.mark(srv)

    def sweep(self):
        """Only when the pull has reached the head: a record dropped earlier would meet its later changes without a base."""
        for r in [r for r, st in self.rec.items() if (r in self.left or not st.villages() & set(self.held)) and not self.dirty(r)]:
            del self.rec[r]
            self.last.pop(r, None)
            self.left.pop(r, None)

    def sync(self, srv, rnd, chaos=False):
        told = {"held": sorted(self.held)}
        self.check_rollback(srv, rnd, told)
        self.push(srv, rnd.choice([1, 2, 99]) if chaos else 99, chaos and rnd.random() < .2, told)
        if chaos and rnd.random() < .2:
            return told
        self.pull(srv, rnd.choice([1, 3, 99]) if chaos else 99)
        if self.cursor == len(srv.log):
            told["pull"] = "head"
            self.sweep()
        else:
            told["pull"] = srv.log[self.cursor - 1][0]["id"] if self.cursor else None
        return told


def quiesce(srv, cl, rnd, say):
    srv.late = []
    for _ in range(4):
        for i, c in enumerate(cl):
            say("sync", laptop=i, **c.sync(srv, rnd))


def run(seed, steps, trace=None):
    g = random.Random(seed)
    srv = Server()
    cl = [Client("A", ["v1", "v2"]), Client("B", ["v1"]), Client("C", ["v2", "v3"])]
    srv_bak, cl_bak, bundles, names, tok = copy.deepcopy(srv), {}, [], 0, 0
    forks = 0

    def say(do, **what):
        if trace is not None:
            trace.append(dict(do=do, **what))

    for n in range(steps):
        if trace is not None and n and n % QUIET_EVERY == 0:
            quiesce(srv, cl, g, say)
            check(srv, cl, srv_bak, seed)
            say("quiet", **held_by_all(srv, cl))
        c = g.choice(cl)
        at = cl.index(c)
        c.clock += g.choice([1, 1, 5, 100000, -100000])
        srv.late = []
        x = g.random()
        if x < .42:
            ops = []
            for _ in range(g.choice([1, 1, 1, 2])):
                tok += 1
                if g.random() < .3 or not c.rec:
                    names += 1
                    r = "r%d" % names
                    sets = {f: "%d:%s" % (tok, f) for f in FIELDS[:2]}
                    sets["village"] = g.choice(sorted(c.held) or VILL)
                else:
                    r = g.choice(sorted(c.rec))
                    sets = {f: "%d:%s" % (tok, f) for f in g.sample(FIELDS, g.choice([1, 2]))}
                    if g.random() < .15:
                        sets["village"] = g.choice(VILL)
                if r not in [o[0] for o in ops]:
                    ops.append(c.edit(r, sets))
            named = [(r, sets, {k: ids for k, ids in sups.items() if ids}) for r, sets, sups in ops]
            say("commit", laptop=at, id=c.commit(ops, c.clock, g), wall=c.clock, ops=named)
        elif x < .74:
            if BREAK == "seq-gap" and len(srv.log) > 1 and g.random() < .3:
                srv.late = [len(srv.log) - 1]  # the last but one transaction has not committed yet
            say("sync", laptop=at, **c.sync(srv, g, True))
        elif x < .78:
            srv_bak = copy.deepcopy(srv)
            say("backup")
        elif x < .81:
            now = srv.now
            srv = copy.deepcopy(srv_bak)
            srv.now = now
            say("restore")
        elif x < .85:
            cl_bak[at] = copy.deepcopy(c)
            say("copy", laptop=at)
        elif x < .88:
            if at in cl_bak:
                cl[at] = copy.deepcopy(cl_bak[at])
                say("put_back", laptop=at)
        elif x < .895 and len(cl) < 5:
            cl.append(copy.deepcopy(c))
            forks += 1
            say("clone", laptop=at)
        elif x < .93:
            v = g.choice(VILL)
            if v in c.held:
                del c.held[v]
            else:
                say("sync", laptop=at, **c.sync(srv, g))
                c.grant(srv, v)
                say("grant", laptop=at, held=sorted(c.held))
        elif x < .96:
            bundles.append(copy.deepcopy(c.own[g.randint(0, len(c.own)):]))
        elif bundles:
            bundle = copy.deepcopy(g.choice(bundles))
            srv.push(bundle)
            say("deliver", changes=[ch["id"] for ch in bundle], at=srv.now)
    quiesce(srv, cl, g, say)
    check(srv, cl, srv_bak, seed)
    say("quiet", **held_by_all(srv, cl))
    return len(srv.log), sum(len(a) > 1 for st in srv.rec.values() for a, _ in st.f.values()), forks


def held_by_all(srv, cl):
    """What a quiescence looks like: check() has seen already that each laptop has the server's state of its records."""
    records = {r: {k: dict(alive={d: list(x) for d, x in sorted(a.items())}, dead=sorted(dd), shown=st.shown(k)[1] if a else None)
                   for k, (a, dd) in sorted(st.f.items())} for r, st in sorted(srv.rec.items())}
    return dict(records=records, laptops=[sorted(c.rec) for c in cl])


def check(srv, cl, srv_bak, seed):
    said = {}
    for ch, eff in srv.log:
        for r, sets, sups in ch["ops"]:
            for k, v in sets.items():
                said.setdefault((r, k, ch["id"]), v)
    for c in cl:
        for ch in c.own:
            for r, sets, sups in ch["ops"]:
                for k, v in sets.items():
                    assert said.get((r, k, ch["id"])) == v, ("I1 lost", seed, c.dev, ch["id"], r, k, v)
    ids = [ch["id"] for ch, _ in srv.log]
    assert len(ids) == len(set(ids)), ("I4", seed)
    named = {(r, k, d) for ch, _ in srv.log for r, _, sups in ch["ops"] for k, ds in sups.items() for d in ds}
    salvaged = any(ch["id"][0] == "s" for ch, _ in srv.log)
    for (r, k, i), v in said.items():
        alive = i in srv.rec[r].f[k][0]
        dead = (r, k, i) in named or (salvaged and i in srv.rec[r].f[k][1])
        assert alive != dead, ("I3 %s" % ("both" if alive else "vanished"), seed, r, k, i)
    for ch, _ in srv_bak.log:
        assert ch["id"] in srv.seq_of, ("I7", seed, ch["id"])
    for c in cl:
        want = {r: st for r, st in srv.rec.items() if st.villages() & set(c.held)}
        assert set(want) == set(c.rec), ("I2 records", seed, c.dev, set(want) ^ set(c.rec))
        for r in want:
            assert want[r].view() == c.rec[r].view(), ("I2 state", seed, c.dev, r, want[r].view(), c.rec[r].view())
            for k in FIELDS:
                assert want[r].shown(k) == c.rec[r].shown(k), ("I2 winner", seed, c.dev, r, k, want[r].shown(k), c.rec[r].shown(k))


if __name__ == "__main__":
    pos = [x for i, x in enumerate(sys.argv) if i and not x.startswith("-") and sys.argv[i - 1] != "--break"]
    seeds = int(pos[0]) if pos else 300
    steps = int(pos[1]) if len(pos) > 1 else 60
    first = int(pos[2]) if len(pos) > 2 else 0
    tot, bad, kinds = [0, 0, 0], 0, {}
    for s in range(first, first + seeds):
        try:
            trace = [] if "--trace" in sys.argv else None
            for k, v in enumerate(run(s, steps, trace)):
                tot[k] += v
            if trace is not None:
                print(json.dumps({"seed": s, "steps": trace}, separators=(",", ":")))
        except (AssertionError, KeyError) as e:
            bad += 1
            k = e.args[0][0] if isinstance(e, AssertionError) else "I1 lost"  # the record is not on the server at all
            kinds[k] = kinds.get(k, 0) + 1
            if bad <= 2:
                print("seed", s, str(e)[:420], file=sys.stderr)
    print("%d seeds x %d steps%s: %d change sets, %d conflicts kept, %d clones; %d seeds failed %s"
          % (seeds, steps, " --break " + BREAK if BREAK else "", *tot, bad, kinds or ""), file=sys.stderr if "--trace" in sys.argv else sys.stdout)
    sys.exit(bad > 0)
