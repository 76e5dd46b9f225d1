import type { MeterRecords } from '#metering/domain';

/**
 * Records and decisions about a meter, and the spans in which its machines were off, with instants as ISO 8601
 * strings.
 */
export interface PackedRecords {
  readonly changes: readonly {
    readonly at: string;
    readonly final: string | null;
    readonly initial: string;
    /** `opening` for the register's value at the migration of the contract; absent for a change of the register. */
    readonly kind?: 'opening';
  }[];
  readonly unbilled: readonly (PackedSpan & { readonly kind: string })[];
  readonly uncertified: readonly PackedSpan[];
  readonly off: readonly PackedSpan[];
  readonly decisions: readonly (PackedSpan & {
    readonly kind: string;
    readonly choice: string;
    readonly quantity: string | null;
  })[];
}

interface PackedSpan {
  readonly from: string;
  readonly to: string;
}

/** Converts records to a form that does not depend on the ids of rows. */
export function packRecords({ changes, unbilled, uncertified, off, decisions }: MeterRecords): PackedRecords {
  return {
    changes: changes.map(({ type, at, final, initial }) => ({
      at: iso(at),
      final,
      initial,
      ...(type === 'opening' && { kind: type }),
    })),
    unbilled: unbilled.map(({ kind, ...span }) => ({ kind, ...isoSpan(span) })),
    uncertified: uncertified.map(isoSpan),
    off: off.map(isoSpan),
    decisions: decisions.map(({ kind, choice, quantity, ...span }) => ({
      kind,
      ...isoSpan(span),
      choice,
      quantity,
    })),
  };
}

const isoSpan = ({ from, to }: { readonly from: number; readonly to: number }): PackedSpan => ({
  from: iso(from),
  to: iso(to),
});

const iso = (at: number): string => new Date(at).toISOString();
