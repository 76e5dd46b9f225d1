import { send } from '../../../api/client.js';
import { problemOf } from '../../../problems/problem.js';
import { isUndecided, nextToSend } from './action-queue.js';
import { deleteStoredAction, storeAction, readStoredActions } from './action-vault.js';
import type { FieldAction } from './field-action.js';

export type NewAction = Pick<FieldAction, 'code' | 'about' | 'ticketId' | 'path' | 'body' | 'file' | 'stale'>;

type Listener = () => void;
/** Refetches queries by their names; resolves once the page has the new data. */
type Refetch = (stale: readonly string[]) => Promise<void>;

/** A disk that does not respond within this time must not hide the action from the technician. */
const STORE_TIMEOUT_MS = 2_000;

function resolveFalseAfter(ms: number): Promise<false> {
  return new Promise((resolve) => setTimeout(() => resolve(false), ms));
}

/**
 * Unsent actions, visible on every page until the server confirms them or the technician discards them. They are stored
 * on the phone, separately for each membership, so that closing the browser loses none of them.
 */
class FieldActions {
  private owner: string | undefined;
  private actions: readonly FieldAction[] = [];
  private draining: Promise<void> | undefined;
  private readonly listeners = new Set<Listener>();
  private refetchStale: Refetch = () => Promise.resolve();

  readonly subscribe = (listener: Listener): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly list = (): readonly FieldAction[] => this.actions;

  /** Sets the function that refetches stale data after an action is sent. */
  onSent(listener: Refetch): void {
    this.refetchStale = listener;
  }

  /** Loads and sends the unsent actions of a membership. */
  async open(owner: string): Promise<void> {
    if (this.owner === owner) return this.retryUndecided();
    this.owner = owner;
    this.put([]);
    const stored = await readStoredActions(owner).catch(() => []);
    if (this.owner !== owner) return;
    const here = new Set(this.actions.map(({ id }) => id));
    const restored = stored
      .filter(({ id }) => !here.has(id))
      .map((action): FieldAction => ({ ...action, state: 'waiting', isKept: true }));
    this.put([...restored, ...this.actions]);
    // Waits for the previous membership's sending to stop.
    await this.draining;
    await this.drain();
  }

  /** Hides the actions of the user who signs out. They stay on the phone until that user returns. */
  close(): void {
    this.owner = undefined;
    this.put([]);
  }

  /**
   * Stores an action, then sends everything in order. The page shows the action as done immediately, so that a second
   * tap finds the next step.
   * @returns whether the server has confirmed this action
   */
  async send(action: NewAction, now: number): Promise<boolean> {
    const { owner } = this;
    if (owner === undefined) throw new Error('Nobody has opened the unsent actions');
    const id = crypto.randomUUID();
    // Actions of the same millisecond must keep their order when they are restored.
    const at = Math.max(now, (this.actions.at(-1)?.at ?? 0) + 1);
    this.put([...this.actions, { ...action, id, at, state: 'keeping', isKept: false }]);
    const storing = storeAction({ ...action, id, at, owner }).then(
      () => true,
      () => false,
    );
    const isKept = await Promise.race([storing, resolveFalseAfter(STORE_TIMEOUT_MS)]);
    if (this.owner !== owner) return false;
    this.change(id, { state: 'waiting', isKept });
    if (!isKept) void storing.then((isStoredLater) => this.change(id, { isKept: isStoredLater }));
    // Earlier actions are sent first.
    await this.retryUndecided();
    return this.actions.every((each) => each.id !== id || each.state === 'sent');
  }

  /** Retries a failed action and all actions that wait for it. */
  async retry(id: string): Promise<void> {
    this.change(id, { state: 'waiting', problem: undefined });
    await this.drain();
  }

  /** Retries actions that failed without a decision by the server. */
  async retryUndecided(): Promise<void> {
    for (const { id, state, problem } of this.actions)
      if (state === 'failed' && problem !== undefined && isUndecided(problem))
        this.change(id, { state: 'waiting', problem: undefined });
    await this.drain();
  }

  /** Removes actions from the phone without sending them. */
  async discard(ids: readonly string[]): Promise<void> {
    for (const id of ids) await this.remove(id);
    await this.drain();
  }

  /** Sends waiting actions one after the other; stops at the first one that ends without a decision by the server. */
  private drain(): Promise<void> {
    if (this.draining !== undefined) return this.draining;
    if (nextToSend(this.actions) === undefined) return Promise.resolve();
    this.draining = this.sendInOrder();
    return this.draining;
  }

  private async sendInOrder(): Promise<void> {
    const { owner } = this;
    try {
      for (let next = nextToSend(this.actions); next !== undefined; next = nextToSend(this.actions)) {
        if (this.owner !== owner || !(await this.attempt(next))) return;
      }
    } finally {
      // Must run in the same turn in which the loop ends, so that a later action starts a new loop.
      this.draining = undefined;
    }
  }

  /** @returns false if the attempt ended without a decision by the server, which makes the next attempt pointless */
  private async attempt({ id, path, body, file, stale }: FieldAction): Promise<boolean> {
    this.change(id, { state: 'sending', problem: undefined });
    try {
      await send(
        'POST',
        path,
        // The server identifies a photo by its bytes.
        file === undefined ? { body, idempotencyKey: id } : { body: formOf(file) },
      );
    } catch (error) {
      const problem = problemOf(error);
      this.change(id, { state: 'failed', problem });
      return !isUndecided(problem);
    }
    // The action stays in the list until the page has the new data; otherwise the page would offer the same step
    // again.
    this.change(id, { state: 'sent' });
    // If deletion fails, sending the action again with the same ID has no effect.
    await deleteStoredAction(id).catch(() => undefined);
    void this.refetchStale(stale).finally(() => this.drop(id));
    return true;
  }

  private async remove(id: string): Promise<void> {
    await deleteStoredAction(id).catch(() => undefined);
    this.drop(id);
  }

  private drop(id: string): void {
    this.put(this.actions.filter((action) => action.id !== id));
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
