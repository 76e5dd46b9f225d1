import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolder } from '#platform';
import type { PackEntry } from './pack-entries.js';

/**
 * Files that help a person to verify a pack. The manifest doesn't list them, and the root hash doesn't cover them:
 * they change with the product, but the root hash that is printed on an invoice never does.
 */
export function helpFiles(): readonly PackEntry[] {
  return [
    { path: 'VERIFY.txt', pieces: [INSTRUCTIONS] },
    { path: 'verify-pack.mjs', pieces: [readScript()] },
  ];
}

let script: string | null = null;

/** Returns the script that verifies packs. It is read once, because thousands of packs can be created in a row. */
function readScript(): string {
  script ??= readFileSync(join(packageFolder(), 'scripts', 'verify-pack.mjs'), 'utf8');
  return script;
}

const INSTRUCTIONS = `How to verify this proof pack

You need this ZIP file (don't unpack it) and the invoice. There are two ways.

1. In a browser, without installing anything

   Open the address that is printed on the invoice below "Proof". It ends with /verify. Drop the ZIP file on the page,
   and the PDF of the invoice with it. The page calculates everything on your computer and sends nothing. The page
   /verify of any other company that uses Dutycycle gives the same result, if you don't want to rely on the company
   that sent you the invoice.

2. With Node.js 20 or newer, without a network connection

   node verify-pack.mjs PACK.zip --invoice INVOICE.pdf
   node verify-pack.mjs PACK.zip --root ROOT

   ROOT is the root hash on the invoice: 64 digits and letters from a to f. Without it, the script only tells you
   whether the pack contradicts itself.

What the result means

   VERIFIED     Every amount that can be calculated follows from the readings, and the pack belongs to the invoice.
   CONSISTENT   Nothing contradicts itself, but the root hash was not compared with the invoice.
   MISMATCH     Something doesn't match. Each mismatch is named, with the value in the pack and the calculated one.

Which copy of the script to use

   The script in this pack is a copy for your convenience. It is not part of the proof, and the root hash doesn't cover
   it. Someone who forges a pack can also change the script in it, so that it accepts everything. If you don't trust
   the sender of the pack, take the script from a source that you trust: the page /verify of another company, an
   earlier pack that you verified, or the public source of Dutycycle. A script from a trusted source ignores the copy
   in the pack.
`;
