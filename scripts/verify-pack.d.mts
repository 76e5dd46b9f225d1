/** The parts of verify-pack.mjs that the page /verify and the tests use. The script itself is plain JavaScript. */

export type Area = 'files' | 'chains' | 'meters' | 'lines' | 'document' | 'root';

export type UnreadableCode =
  'not_a_zip' | 'truncated' | 'encrypted' | 'too_large' | 'damaged' | 'not_a_pack' | 'unknown_format';

/** A file that is not a complete proof pack. */
export class UnreadablePack extends Error {
  readonly code: UnreadableCode;
}

export interface Check {
  readonly area: Area;
  readonly place: string | null;
  /** A sentence in English. */
  readonly what: string;
}

export interface Finding extends Check {
  /** Name of the value, with its content in the pack and the recalculated one; absent if a rule is broken. */
  readonly value?: string;
  readonly told?: string;
  readonly found?: string;
}

export type VerificationEvent =
  | ({ readonly type: 'checked' | 'unchecked' } & Check)
  | ({ readonly type: 'finding' } & Finding)
  | { readonly type: 'progress'; readonly share: number };

export interface Verification {
  /** Root hash of the pack; 64 hexadecimal characters if there are no findings. */
  readonly root: string;
  readonly findings: readonly Finding[];
  readonly checks: readonly Check[];
  /** Values that are not recalculated, only covered by the root hash. */
  readonly unchecked: readonly Check[];
  /** Files that help people to verify a pack. They prove nothing. */
  readonly ignored: readonly string[];
  /** Unmodified content of invoice.json; null if it can't be read. */
  readonly invoice: unknown;
  readonly counts: {
    readonly files: number;
    readonly devices: number;
    readonly readings: number;
    readonly meters: number;
    readonly days: number;
    readonly lines: number;
  };
}

export interface Ports {
  /** Returns the SHA-256, hexadecimal. */
  sha256(data: string | Uint8Array): string;
  /** Decompresses raw deflate data; fails if there are more bytes than `size`. */
  inflate(bytes: Uint8Array<ArrayBuffer>, size: number): Uint8Array | Promise<Uint8Array>;
  readonly maxBytes?: number;
  readonly onEvent?: (event: VerificationEvent) => void;
}

export interface Verdict {
  readonly verdict: 'verified' | 'consistent' | 'mismatch';
  readonly findings: readonly Finding[];
}

export const PACK_FORMAT: string;

/** @throws UnreadablePack if the file is not a complete pack */
export function verifyPack(pack: Blob, ports: Ports): Promise<Verification>;

/** Returns the root hashes in the text of an invoice, PDF or JSON. */
export function rootsIn(document: string): string[];

export function compareWithInvoice(
  verification: Pick<Verification, 'root' | 'findings'>,
  roots: readonly string[],
): Verdict;

/** Runs the command. @returns the exit code */
export function runCommand(argv: readonly string[], print?: (line: string) => void): Promise<number>;
