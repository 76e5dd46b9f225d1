import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

interface Stat {
  readonly parent: number;
  /** CPU ticks of the process itself. */
  readonly own: number;
  /** CPU ticks of ended child processes that the process has waited for. */
  readonly ended: number;
}

const TICKS_A_SECOND = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

/** All processes of this machine at an instant, as reported by Linux. */
export class ProcessTree {
  private readonly stats = new Map<number, Stat>();

  private constructor() {}

  static read(): ProcessTree {
    const tree = new ProcessTree();
    for (const name of readdirSync('/proc')) {
      if (!/^\d+$/.test(name)) continue;
      const stat = readStat(Number(name));
      if (stat) tree.stats.set(Number(name), stat);
    }
    return tree;
  }

  /** Returns a process and its descendants, without the trees of `except`. */
  below(root: number, except: readonly number[] = []): number[] {
    if (!this.stats.has(root) || except.includes(root)) return [];
    const found = [root];
    for (let i = 0; i < found.length; i++)
      for (const [pid, { parent }] of this.stats)
        if (parent === found[i] && !except.includes(pid)) found.push(pid);
    return found;
  }

  /** Returns the CPU time in seconds that a process tree has used since its start, including its ended processes. */
  cpuSecondsOf(root: number, except: readonly number[] = []): number {
    let ticks = 0;
    for (const pid of this.below(root, except)) {
      const { own, ended } = this.stats.get(pid)!;
      ticks += own + ended;
    }
    return ticks / TICKS_A_SECOND;
  }
}

function readStat(pid: number): Stat | undefined {
  let text: string;
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined;
  }
  // The second field is a name in parentheses that can contain any character, so parsing starts after it with the
  // third field.
  const fields = text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  return { parent: fields[1]!, own: fields[11]! + fields[12]!, ended: fields[13]! + fields[14]! };
}
