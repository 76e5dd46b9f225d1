import type { ObjectKind } from './command.js';
import { KIND_ICONS } from './found-command.js';

/** An object that was opened from the menu. Its icon follows from its kind. */
export interface RecentCommand {
  readonly kind: ObjectKind;
  readonly label: string;
  readonly detail?: string;
  readonly href: string;
}

const MOST = 6;

/** Returns the list with the opened object in front; each object appears once. */
export function addRecent(recent: readonly RecentCommand[], opened: RecentCommand): RecentCommand[] {
  return [opened, ...recent.filter(({ href }) => href !== opened.href)].slice(0, MOST);
}

const keyOf = (userId: string): string => `dutycycle.recent.${userId}`;

/**
 * Reads the recent commands of a user in this browser. The list is empty if the browser has no storage or the stored
 * list is unreadable.
 */
export function readRecent(userId: string): RecentCommand[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(keyOf(userId)) ?? '[]');
    return Array.isArray(stored) ? stored.filter(isRecent) : [];
  } catch {
    return [];
  }
}

export function storeRecent(userId: string, recent: readonly RecentCommand[]): void {
  try {
    localStorage.setItem(keyOf(userId), JSON.stringify(recent));
  } catch {
    // Without storage, the menu has no recent commands.
  }
}

function isRecent(value: unknown): value is RecentCommand {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, label, href } = value as Record<string, unknown>;
  return (
    typeof kind === 'string' &&
    Object.hasOwn(KIND_ICONS, kind) &&
    typeof label === 'string' &&
    typeof href === 'string' &&
    href.startsWith('/')
  );
}
