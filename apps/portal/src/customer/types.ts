import type { SiteRef, TicketRow } from '../api/types.js';

/** A visit as the customer may see it: who comes, when, for which ticket. */
export interface Visit {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly state: 'planned' | 'on_site' | 'done' | 'cancelled';
  readonly technician: { readonly id: string | null; readonly name: string };
  readonly ticket: TicketRow;
  readonly site: SiteRef & {
    readonly address: string;
    readonly latitude: number | null;
    readonly longitude: number | null;
    readonly accessNotes: string;
  };
  readonly parts: readonly { readonly partNumber: string; readonly quantity: number }[];
}
