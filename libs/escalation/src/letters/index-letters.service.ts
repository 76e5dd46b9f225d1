import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AmendmentsService, type AmendmentView } from '#contracts';
import { documentLanguage, renderIndexLetter } from '#documents';
import { DomainError, type Scope, UnitOfWork } from '#platform';
import { findLetter, storeLetter, loadLetterContent, type RenderedLetter } from './index-letters.queries.js';

/** A letter as a file. */
export interface LetterFile extends RenderedLetter {
  readonly name: string;
  /** The amendment of the index adjustment. */
  readonly amendment: AmendmentView;
}

/** Manages letters that notify customers of index adjustments. A letter is written once and stored permanently. */
@Injectable()
export class IndexLetters {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly amendments: AmendmentsService,
  ) {}

  /**
   * Returns the letter of an index adjustment in the customer's language. It is written when the maker or the worker
   * first requests it, and never changes afterwards.
   * @throws DomainError contracts.contract_not_found, contracts.amendment_not_found, billing.letter_of_steps_only,
   * billing.letter_not_written if a customer requests it before the maker
   */
  async get(scope: Scope, contractId: string, amendmentId: string): Promise<LetterFile> {
    const amendment = await this.amendments.get(scope, contractId, amendmentId);
    const letter = await this.unitOfWork.run(scope, (tx) => findLetter(tx, amendmentId));
    return { ...(letter ?? (await this.write(scope, amendment))), name: nameOf(amendment), amendment };
  }

  private async write(scope: Scope, amendment: AmendmentView): Promise<RenderedLetter> {
    const { id, indexStep } = amendment;
    if (indexStep === null) throw new DomainError('billing.letter_of_steps_only');
    if (scope.customers !== 'all') throw new DomainError('billing.letter_not_written');
    const letter = await this.unitOfWork.run(scope, (tx) =>
      loadLetterContent(tx, { ...amendment, indexStep }),
    );
    const language = documentLanguage(letter.buyer.language);
    // Rendering takes longer than a transaction should stay open.
    const pdf = await renderIndexLetter(letter, language);
    const sha256 = createHash('sha256').update(pdf).digest('hex');
    return this.unitOfWork.run(scope, async (tx) => {
      await storeLetter(tx, id, { language, pdf, sha256 });
      return (await findLetter(tx, id))!;
    });
  }
}

function nameOf({ content, effectiveOn }: AmendmentView): string {
  return `${content.number}-${effectiveOn}.pdf`.replaceAll(/[/\\]/g, '-');
}
