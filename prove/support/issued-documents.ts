import { type Person, pollUntil } from '../../measure/support/maker.js';

export interface AmountAnswer {
  readonly amount: string;
}

/** A line of an invoice. */
export interface BilledLine {
  readonly chargeKey: string | null;
  readonly component: string | null;
  readonly params: Readonly<Record<string, string | number | null>>;
  readonly amount: AmountAnswer | null;
}

export interface BilledInvoice {
  readonly id: string;
  readonly state: string;
  readonly version: number;
  readonly contentHash: string;
  readonly total: AmountAnswer;
  readonly lines: readonly (BilledLine & { readonly id: string })[];
  readonly holdReasons: readonly { readonly code: string }[];
  readonly proof: { readonly root: string } | null;
}

interface PackAnswer {
  readonly id: string;
  /** Number of the contract. */
  readonly contract: string;
  readonly root: string | null;
}

/** The pack of an issued document. */
export interface IssuedPack {
  readonly contract: string;
  /** Root hash, as stored with the document. */
  readonly root: string;
  readonly zip: Buffer;
}

/**
 * Approves an invoice with a list of its lines on hold, and issues it if possible.
 * @returns the issued invoice; the unchanged invoice if it is not a draft or all its lines are on hold
 */
export async function issue(person: Person, invoiceId: string): Promise<BilledInvoice> {
  const draft = await person.get<BilledInvoice>(`/invoices/${invoiceId}`);
  if (draft.state !== 'draft' || draft.lines.every(({ amount }) => amount === null)) return draft;
  const heldLineIds = draft.lines
    .filter(({ amount, params }) => amount === null || Number(params.holds ?? 0) > 0)
    .map(({ id }) => id);
  const seen = ({ version, contentHash }: BilledInvoice) => ({ version, contentHash, why: 'A proof' });
  const approved = await person.post<BilledInvoice>(`/invoices/${invoiceId}/approve`, {
    ...seen(draft),
    heldLineIds,
  });
  return person.post<BilledInvoice>(`/invoices/${invoiceId}/issue`, seen(approved));
}

const PACK_SECONDS = 300;

/**
 * Returns the pack that the worker creates for an issued invoice, and the root hash that is stored with the invoice.
 */
export async function packOf(person: Person, invoiceId: string): Promise<IssuedPack> {
  const { proof } = await pollUntil(
    () => person.get<BilledInvoice>(`/invoices/${invoiceId}`),
    (invoice) => invoice.proof !== null,
    PACK_SECONDS,
  );
  const { pack } = await person.get<{ pack: PackAnswer | null }>(`/invoices/${invoiceId}/proof-pack`);
  if (proof === null || pack === null || pack.root !== proof.root)
    throw new Error(`The invoice has root hash ${proof?.root}, but its pack has ${pack?.root}`);
  return {
    contract: pack.contract,
    root: proof.root,
    zip: await person.bytes(`/proof-packs/${pack.id}/file`),
  };
}
