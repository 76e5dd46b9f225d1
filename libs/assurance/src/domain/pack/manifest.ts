import { sha256 } from './chain.js';

/**
 * Version of the format of packs and of the rules for their verification, described in
 * docs/billing/how-usage-becomes-an-invoice.md.
 */
export const PACK_FORMAT = 'dutycycle-proof-pack/1';

export interface PackedFile {
  readonly path: string;
  readonly bytes: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

export interface DeviceChain {
  readonly device: string;
  readonly machine: string | null;
  readonly readings: number;
  /** Last link of the device's chain, in hexadecimal. */
  readonly head: string;
}

export interface Manifest {
  readonly format: string;
  readonly files: readonly PackedFile[];
  readonly chains: readonly DeviceChain[];
  readonly root: string;
}

/**
 * Composes the manifest of a pack with its root hash: the SHA-256 (hex) of one line for the format, one line for each
 * file by path, and one line for each device's chain, in order. The hash does not depend on the pack's compression.
 */
export function toManifest(files: readonly PackedFile[], chains: readonly DeviceChain[]): Manifest {
  const byPath = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
  const lines = [
    PACK_FORMAT,
    ...byPath.map(({ path, bytes, sha256: hash }) => `file;${path};${bytes};${hash}`),
    ...chains.map(({ device, readings, head }) => `chain;${device};${readings};${head}`),
  ];
  return {
    format: PACK_FORMAT,
    files: byPath,
    chains,
    root: sha256(lines.map((line) => `${line}\n`).join('')),
  };
}
