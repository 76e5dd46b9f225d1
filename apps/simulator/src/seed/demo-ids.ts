import { v5 } from 'uuid';

const NAMESPACE = 'b7c0e8f2-5a0d-5a64-9b35-3a2b6f6f2d11';

/** The maker's key in topics, user names and this world's ids. */
export const DEMO_MAKER_SLUG = 'beihu';

/** The id of a thing of the demo world, the same in every installation, so that seeding can find what it made before. */
export function demoId(kind: string, ...key: string[]): string {
  return v5([kind, ...key].join('/'), NAMESPACE);
}

export const DEMO_MAKER_ID = demoId('maker', DEMO_MAKER_SLUG);
