import type { VisitChange } from './visit-changes.js';

export interface InboxEntry extends VisitChange {
  readonly id: string;
  readonly at: number;
  readonly isSeen: boolean;
}

type Listener = () => void;

const MAX_ENTRIES = 50;
const KEY = 'dutycycle-field-inbox';

/**
 * Changes for the technician, newest first. They are stored on the phone, because browsers suspend and reload pages in
 * the background.
 */
class Inbox {
  private entries: readonly InboxEntry[] = readEntries();
  private readonly listeners = new Set<Listener>();

  readonly subscribe = (listener: Listener): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly list = (): readonly InboxEntry[] => this.entries;

  add(changes: readonly VisitChange[], at: number): void {
    if (changes.length === 0) return;
    const added = changes.map((change) => ({ ...change, id: crypto.randomUUID(), at, isSeen: false }));
    this.put([...added, ...this.entries].slice(0, MAX_ENTRIES));
  }

  markSeen(id?: string): void {
    if (this.entries.every((entry) => entry.isSeen)) return;
    this.put(
      this.entries.map((entry) => (id === undefined || entry.id === id ? { ...entry, isSeen: true } : entry)),
    );
  }

  clear(): void {
    this.put([]);
  }

  private put(entries: readonly InboxEntry[]): void {
    this.entries = entries;
    window.localStorage.setItem(KEY, JSON.stringify(entries));
    this.listeners.forEach((listener) => listener());
  }
}

function readEntries(): readonly InboxEntry[] {
  try {
    const stored: unknown = JSON.parse(window.localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(stored) ? (stored as InboxEntry[]) : [];
  } catch {
    return [];
  }
}

export const inbox = new Inbox();
