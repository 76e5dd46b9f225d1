/** Facts about a home, as far as they could be read. */
export interface HomeFacts {
  /** Product version that last used the home; undefined for a new home. */
  productVersion?: string;
  /** Major version of the PostgreSQL that wrote the home's data directory; undefined if there is none yet. */
  postgresMajor?: number;
}

export interface ProductFacts {
  productVersion: string;
  /** Major version of the PostgreSQL that this product includes. */
  postgresMajor: number;
}

export type HomeVerdict =
  | { usable: true }
  | { usable: false; reason: 'newer_product'; homeVersion: string; productVersion: string }
  | { usable: false; reason: 'other_postgres'; homeMajor: number; postgresMajor: number };

/**
 * Decides whether this product may open a home. A home of a newer product has a schema that this product does not know,
 * so starting anyway could damage its data. PostgreSQL opens only data directories of its own major version.
 */
export function checkHome(home: HomeFacts, product: ProductFacts): HomeVerdict {
  if (home.productVersion !== undefined && compareVersions(home.productVersion, product.productVersion) > 0) {
    return {
      usable: false,
      reason: 'newer_product',
      homeVersion: home.productVersion,
      productVersion: product.productVersion,
    };
  }
  if (home.postgresMajor !== undefined && home.postgresMajor !== product.postgresMajor) {
    return {
      usable: false,
      reason: 'other_postgres',
      homeMajor: home.postgresMajor,
      postgresMajor: product.postgresMajor,
    };
  }
  return { usable: true };
}

/**
 * Compares versions such as `1.2.3` and `1.2.3-rc.1` (which comes before `1.2.3`).
 * @returns a negative number, 0 or a positive number, as for sorting
 */
export function compareVersions(left: string, right: string): number {
  const [l, r] = [splitVersion(left), splitVersion(right)];
  for (let index = 0; index < 3; index += 1) {
    const difference = (l.numbers[index] ?? 0) - (r.numbers[index] ?? 0);
    if (difference !== 0) return difference;
  }
  if (l.pre === r.pre) return 0;
  if (l.pre === '') return 1;
  if (r.pre === '') return -1;
  return l.pre.localeCompare(r.pre, 'en', { numeric: true });
}

function splitVersion(text: string): { numbers: number[]; pre: string } {
  const [core = '', pre = ''] = text.split('+')[0]?.split(/-(.*)/s) ?? [];
  return { numbers: core.split('.').map((part) => Number.parseInt(part, 10) || 0), pre };
}

/** Returns the message for a home that may not be opened, including the solution. */
export function explainVerdict(verdict: Exclude<HomeVerdict, { usable: true }>, homePath: string): string {
  switch (verdict.reason) {
    case 'newer_product':
      return (
        `${homePath} was last used by Dutycycle ${verdict.homeVersion}; this is ${verdict.productVersion}, which does not support its schema.\n` +
        `Run version ${verdict.homeVersion} or newer, or set DUTYCYCLE_HOME to another folder and restore a backup that was created with version ${verdict.productVersion} or older.`
      );
    case 'other_postgres':
      return (
        `The database in ${homePath} was written by PostgreSQL ${verdict.homeMajor}; this product comes with PostgreSQL ${verdict.postgresMajor}, which cannot open it.\n` +
        `With the product version that came with PostgreSQL ${verdict.homeMajor}, run npm run backup -- --portable FILE, and restore that file here into a new home (npm run restore -- FILE); see docs/running.md.`
      );
  }
}
