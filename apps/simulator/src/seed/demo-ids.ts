import { v5 } from 'uuid';

const NAMESPACE = 'b7c0e8f2-5a0d-5a64-9b35-3a2b6f6f2d11';

/** Key of the maker in topics, user names and ids of the demo. */
export const DEMO_MAKER_SLUG = 'beihu';

/** Returns the id of a demo entity. It is the same in every installation, so that seeding finds existing entities. */
export function demoId(kind: string, ...key: string[]): string {
  return v5([kind, ...key].join('/'), NAMESPACE);
}

export const DEMO_MAKER_ID = demoId('maker', DEMO_MAKER_SLUG);
