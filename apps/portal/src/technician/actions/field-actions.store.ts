import { OUT_OF_REACH, problemOf, type Problem } from '../../api/problem.js';
import { request } from '../../api/transport.js';

/** What a technician did that the server has to hear of. */
export interface FieldAction {
  readonly id: string;
  /** Its words stand under `technician:action.<code>`. */
  readonly code: 'accept' | 'start' | 'close' | 'note' | 'photo' | 'receive' | 'acknowledge';
  /** What it is about, for example the ticket's number. */
  readonly about: string;
  readonly path: string;
  readonly body: unknown;
  /** Sent instead of `body`. */
  readonly file?: File;
  /** Names of the answers that it makes stale. */
  readonly stale: readonly string[];
  readonly at: number;
  readonly state: 'sending' | 'failed';
  readonly problem?: Problem;
}

export type NewAction = Pick<FieldAction, 'code' | 'about' | 'path' | 'body' | 'file' | 'stale'>;

type Listener = () => void;

/**
 * What was done and did not arrive stays here, visible on every page, until it is sent or given up. Kept in memory: it ends
 * with the page, which therefore asks before it closes.
 */
class FieldActions {
  private actions: readonly FieldAction[] = [];
  private readonly listeners = new Set<Listener>();
  private afterSent: (stale: readonly string[]) => void = () => undefined;

  readonly subscribe = (listener: Listener): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly list = (): readonly FieldAction[] => this.actions;

  /** Told which answers are stale once something has arrived. */
  onSent(told: (stale: readonly string[]) => void): void {
    this.afterSent = told;
  }

  /** Sends an action; true when the server took it. What fails stays in the list with its reason. */
  async send(action: NewAction, now: number): Promise<boolean> {
    const id = crypto.randomUUID();
    this.put([...this.actions, { ...action, id, at: now, state: 'sending' }]);
    return this.attempt(id);
  }

  async retry(id: string): Promise<boolean> {
    this.change(id, { state: 'sending', problem: undefined });
    return this.attempt(id);
  }

  /** Sends what no server heard, in the order in which it was done; the first that fails ends the round. */
  async retryUnheard(): Promise<void> {
    for (const action of this.actions) {
      if (action.state !== 'failed' || action.problem?.status !== OUT_OF_REACH.status) continue;
      if (!(await this.retry(action.id))) return;
    }
  }

  discard(id: string): void {
    this.put(this.actions.filter((action) => action.id !== id));
  }

  clear(): void {
    this.put([]);
  }

  private async attempt(id: string): Promise<boolean> {
    const action = this.actions.find((one) => one.id === id);
    if (action === undefined) return false;
    try {
      await request('POST', action.path, {
        body: action.file === undefined ? action.body : formOf(action.file),
        ...(action.file === undefined ? { idempotencyKey: action.id } : {}),
      });
    } catch (error) {
      this.change(id, { state: 'failed', problem: problemOf(error) });
      return false;
    }
    this.discard(id);
    this.afterSent(action.stale);
    return true;
  }

  private change(id: string, change: Partial<FieldAction>): void {
    this.put(this.actions.map((action) => (action.id === id ? { ...action, ...change } : action)));
  }

  private put(actions: readonly FieldAction[]): void {
    this.actions = actions;
    this.listeners.forEach((listener) => listener());
  }
}

function formOf(file: File): FormData {
  const form = new FormData();
  form.set('file', file);
  return form;
}

export const fieldActions = new FieldActions();
