import { rootInText } from './file-kind.js';
import type { FromWorker, Verdict, Verification } from './messages.js';

/** State of the pack that was chosen. */
export type PackState =
  | { readonly status: 'none' }
  | { readonly status: 'working'; readonly name: string; readonly bytes: number; readonly share: number }
  | { readonly status: 'unreadable'; readonly name: string; readonly code: string; readonly detail: string }
  | {
      readonly status: 'verified';
      readonly name: string;
      readonly bytes: number;
      readonly verification: Verification;
      readonly verdict: Verdict;
    };

export interface VerificationState {
  readonly isReady: boolean;
  /** True if the worker could not be loaded. */
  readonly hasFailed: boolean;
  readonly pack: PackState;
  /** Root hashes of the invoice, one for each of its contracts; empty if none is known. */
  readonly roots: readonly string[];
  /** Root hash as typed. */
  readonly rootText: string;
  /**
   * True if the root hash is from the address of the page. Anyone can send such a link, so it proves less than the
   * invoice itself.
   */
  readonly isLinked: boolean;
  /** Invoice with the file from which the root hash was read; null if it was typed. */
  readonly invoice: { readonly name: string; readonly hasRoot: boolean | null } | null;
}

export type VerificationAction =
  | FromWorker
  | { readonly type: 'packChosen'; readonly name: string; readonly bytes: number }
  | { readonly type: 'invoiceChosen'; readonly name: string }
  | { readonly type: 'rootTyped'; readonly text: string }
  | { readonly type: 'crashed' }
  | { readonly type: 'cancelled' }
  | { readonly type: 'reset' };

/** @param linkedRoot root hash in the page's address; ignored if it isn't one */
export function initialState(linkedRoot: string): VerificationState {
  const root = rootInText(linkedRoot);
  return {
    isReady: false,
    hasFailed: false,
    pack: { status: 'none' },
    roots: root === null ? [] : [root],
    rootText: root ?? '',
    isLinked: root !== null,
    invoice: null,
  };
}

/** Returns the state after a message from the worker, or after a person chose or typed something. */
export function reduce(state: VerificationState, action: VerificationAction): VerificationState {
  const { pack } = state;
  switch (action.type) {
    case 'ready':
      return { ...state, isReady: true, hasFailed: false };
    case 'packChosen':
      return { ...state, pack: { status: 'working', name: action.name, bytes: action.bytes, share: 0 } };
    case 'progress':
      return pack.status === 'working' ? { ...state, pack: { ...pack, share: action.share } } : state;
    case 'unreadable':
      return pack.status === 'working'
        ? {
            ...state,
            pack: { status: 'unreadable', name: pack.name, code: action.code, detail: action.detail },
          }
        : state;
    case 'crashed':
      // A pack can need more memory than the browser gives to a page.
      return pack.status === 'working'
        ? { ...state, pack: { status: 'unreadable', name: pack.name, code: 'crashed', detail: '' } }
        : { ...state, isReady: false, hasFailed: true };
    case 'verified': {
      if (pack.status !== 'working') return state;
      const { verification, verdict } = action;
      return {
        ...state,
        pack: { status: 'verified', name: pack.name, bytes: pack.bytes, verification, verdict },
      };
    }
    case 'compared':
      return pack.status === 'verified' ? { ...state, pack: { ...pack, verdict: action.verdict } } : state;
    case 'invoiceChosen':
      return { ...state, invoice: { name: action.name, hasRoot: null } };
    case 'roots': {
      if (state.invoice === null) return state;
      const invoice = { ...state.invoice, hasRoot: action.roots.length > 0 };
      if (action.roots.length === 0) return { ...state, invoice };
      return { ...state, invoice, isLinked: false, roots: action.roots, rootText: action.roots.join(' ') };
    }
    case 'rootTyped': {
      const root = rootInText(action.text);
      return {
        ...state,
        rootText: action.text,
        isLinked: false,
        invoice: null,
        roots: root === null ? [] : [root],
      };
    }
    case 'reset':
      return { ...state, pack: { status: 'none' }, roots: [], rootText: '', isLinked: false, invoice: null };
    case 'cancelled':
      // The worker was stopped, and a new one is loading.
      return { ...state, isReady: false, pack: { status: 'none' } };
  }
}
