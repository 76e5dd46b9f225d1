import {
  compareWithInvoice,
  rootsIn,
  UnreadablePack,
  type Verification,
  verifyPack,
} from '../../../../../../scripts/verify-pack.mjs';
import { inflate } from './inflate.js';
import type { FromWorker, ToWorker } from './messages.js';
import { sha256 } from './sha256.js';

/**
 * Largest pack, compressed or decompressed, that a browser verifies: about 1.5 million readings, which need 2.5 GB of
 * memory. `verify-pack.mjs` has no such limit.
 */
const MAX_BYTES = 150_000_000;

const send = (message: FromWorker): void => postMessage(message);

let last: Verification | null = null;

async function verify(pack: Blob, roots: readonly string[]): Promise<void> {
  last = null;
  try {
    last = await verifyPack(pack, {
      sha256,
      inflate,
      maxBytes: MAX_BYTES,
      onEvent: (event) => {
        if (event.type === 'progress') send({ type: 'progress', share: event.share });
      },
    });
    send({ type: 'verified', verification: last, verdict: compareWithInvoice(last, roots) });
  } catch (error) {
    const code = error instanceof UnreadablePack ? error.code : 'damaged';
    send({ type: 'unreadable', code, detail: error instanceof Error ? error.message : String(error) });
  }
}

/** Reads an invoice file byte by byte, because a PDF has the root hash as ASCII text in its properties. */
async function readInvoice(invoice: Blob): Promise<void> {
  const text = new TextDecoder('latin1').decode(await invoice.arrayBuffer());
  send({ type: 'roots', roots: rootsIn(text) });
}

addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  if (data.type === 'verify') void verify(data.pack, data.roots);
  else if (data.type === 'readInvoice') void readInvoice(data.invoice);
  else if (last !== null) send({ type: 'compared', verdict: compareWithInvoice(last, data.roots) });
});
send({ type: 'ready' });
