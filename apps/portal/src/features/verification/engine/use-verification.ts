import { useCallback, useEffect, useReducer, useRef } from 'react';
import { isInvoiceFile } from './file-kind.js';
import type { FromWorker, ToWorker } from './messages.js';
import { initialState, reduce, type VerificationState } from './verification-state.js';

export interface VerificationControls {
  readonly state: VerificationState;
  /** Verifies a pack, or reads the root hash of an invoice; a user can drop both together. */
  readonly choose: (files: readonly File[]) => void;
  /** Sets the root hash as typed. */
  readonly typeRoot: (text: string) => void;
  /** Ends a running verification. */
  readonly cancel: () => void;
  /** Removes the result, so that another pack can be chosen. */
  readonly reset: () => void;
}

/**
 * Runs the verifier in a worker, so that the page stays responsive. The worker is loaded with the page: after that,
 * nothing is requested from the network.
 * @param linkedRoot root hash in the address of the page, as typed
 */
export function useVerification(linkedRoot: string): VerificationControls {
  const [state, dispatch] = useReducer(reduce, linkedRoot, initialState);
  const worker = useRef<Worker | null>(null);
  const roots = useRef(state.roots);

  const start = useCallback(() => {
    const own = new Worker(new URL('./verification.worker.ts', import.meta.url), { type: 'module' });
    own.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => dispatch(data));
    own.addEventListener('error', () => dispatch({ type: 'crashed' }));
    worker.current = own;
  }, []);

  useEffect(() => {
    start();
    return () => worker.current?.terminate();
  }, [start]);

  useEffect(() => {
    roots.current = state.roots;
    send(worker.current, { type: 'compare', roots: state.roots });
  }, [state.roots]);

  const choose = useCallback((files: readonly File[]) => {
    const invoice = files.find(isInvoiceFile);
    if (invoice !== undefined) {
      dispatch({ type: 'invoiceChosen', name: invoice.name });
      send(worker.current, { type: 'readInvoice', invoice });
    }
    const pack = files.find((file) => !isInvoiceFile(file));
    if (pack === undefined) return;
    dispatch({ type: 'packChosen', name: pack.name, bytes: pack.size });
    send(worker.current, { type: 'verify', pack, roots: roots.current });
  }, []);

  const cancel = useCallback(() => {
    worker.current?.terminate();
    dispatch({ type: 'cancelled' });
    start();
  }, [start]);

  const reset = useCallback(() => dispatch({ type: 'reset' }), []);
  const typeRoot = useCallback((text: string) => dispatch({ type: 'rootTyped', text }), []);
  return { state, choose, typeRoot, cancel, reset };
}

function send(worker: Worker | null, message: ToWorker): void {
  worker?.postMessage(message);
}
