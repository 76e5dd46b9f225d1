import type { UnreadableCode, Verdict, Verification } from '../../../../../../scripts/verify-pack.mjs';

export type { Area, Check, Finding, Verdict, Verification } from '../../../../../../scripts/verify-pack.mjs';

/** A request to the worker. `roots` are the root hashes of the invoice; empty if there is no invoice yet. */
export type ToWorker =
  | { readonly type: 'verify'; readonly pack: Blob; readonly roots: readonly string[] }
  | { readonly type: 'compare'; readonly roots: readonly string[] }
  | { readonly type: 'readInvoice'; readonly invoice: Blob };

export type FromWorker =
  | { readonly type: 'ready' }
  | { readonly type: 'progress'; readonly share: number }
  | { readonly type: 'unreadable'; readonly code: UnreadableCode; readonly detail: string }
  | { readonly type: 'verified'; readonly verification: Verification; readonly verdict: Verdict }
  | { readonly type: 'compared'; readonly verdict: Verdict }
  | { readonly type: 'roots'; readonly roots: readonly string[] };
