import { type AmendmentView, localDate } from '#contracts';
import { findCurrentBrandId, loadBrand } from '#organization';
import type { DocumentLanguage, IndexLetter, LetterCharge } from '#documents';
import { loadParties } from '#invoicing';
import type { Transaction } from '#platform';

/** A rendered letter. It never changes. */
export interface RenderedLetter {
  readonly language: DocumentLanguage;
  readonly pdf: Buffer;
  readonly sha256: string;
}

/** Returns the letter of an amendment that the scope can see; undefined if none was written. */
export async function findLetter(tx: Transaction, amendmentId: string): Promise<RenderedLetter | undefined> {
  const [letter]: RenderedLetter[] = await tx.manager.query(
    `select language, pdf, sha256 from amendment_letter where maker_id = $1 and amendment_id = $2`,
    [tx.scope.makerId, amendmentId],
  );
  return letter;
}

/** Stores a letter permanently. If letters are stored concurrently, the first is kept. */
export async function storeLetter(
  tx: Transaction,
  amendmentId: string,
  { language, pdf, sha256 }: RenderedLetter,
): Promise<void> {
  await tx.manager.query(
    `insert into amendment_letter (maker_id, amendment_id, language, pdf, sha256, made_at) values ($1, $2, $3, $4, $5, $6)
     on conflict on constraint amendment_letter_pk do nothing`,
    [tx.scope.makerId, amendmentId, language, pdf, sha256, tx.now],
  );
}

/**
 * Returns the content of an index adjustment's letter, with the current data of its parties.
 * @param amendment an amendment that applies an index adjustment
 */
export async function loadLetterContent(
  tx: Transaction,
  amendment: AmendmentView & { readonly indexStep: NonNullable<AmendmentView['indexStep']> },
): Promise<IndexLetter> {
  const { content, effectiveOn, indexStep } = amendment;
  const { legalEntityId, buyerId, currency } = content;
  const parties = await loadParties(tx, {
    legalEntityId,
    buyerId,
    taxPoint: effectiveOn,
    currency,
    issuedOn: null,
  });
  return {
    ...parties,
    look: await loadBrand(tx, await findCurrentBrandId(tx)),
    contract: content.number,
    currency,
    writtenOn: localDate(tx.now.getTime(), content.zone),
    effectiveOn,
    step: indexStep,
    charges: content.charges.map(({ key, nameI18n, due, perMachine, meterIds }): LetterCharge => {
      const meter = content.meters.find(({ id }) => meterIds.includes(id));
      return { key, nameI18n, due, perMachine, signal: meter?.signalKey ?? '', unit: meter?.unit ?? '' };
    }),
  };
}

/** A letter to be emailed. */
export interface LetterToMail extends RenderedLetter {
  readonly to: string;
  readonly buyer: string;
  readonly contract: string;
  readonly effectiveOn: string;
  readonly makerName: string;
}

/**
 * Claims the email with a signed adjustment's letter, once.
 * @returns undefined if it was claimed before, if there is no letter, or if the buyer has no address for invoices
 */
export async function claimLetterMail(
  tx: Transaction,
  amendment: AmendmentView,
): Promise<LetterToMail | undefined> {
  const [letter]: Omit<LetterToMail, 'contract' | 'effectiveOn'>[] = await tx.manager.query(
    `with claimed as (
       update amendment_letter l set mailed_at = $3, mailed_to = e.invoice_email
         from customer_entity e
        where l.maker_id = $1 and l.amendment_id = $2 and l.mailed_at is null
          and e.maker_id = l.maker_id and e.id = $4 and e.invoice_email <> ''
       returning l.language, l.pdf, l.sha256, l.mailed_to as "to", e.name as buyer)
     select claimed.*, m.name as "makerName" from claimed, maker m where m.id = $1`,
    [tx.scope.makerId, amendment.id, tx.now, amendment.content.buyerId],
  );
  return letter && { ...letter, contract: amendment.content.number, effectiveOn: amendment.effectiveOn };
}

/** Releases an email that could not be sent. */
export async function releaseLetterMail(tx: Transaction, amendmentId: string): Promise<void> {
  await tx.manager.query(
    `update amendment_letter set mailed_at = null, mailed_to = null where maker_id = $1 and amendment_id = $2`,
    [tx.scope.makerId, amendmentId],
  );
}
