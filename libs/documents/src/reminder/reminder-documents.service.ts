import { Injectable } from '@nestjs/common';
import { loadBrand } from '#organization';
import { type Scope, UnitOfWork } from '#platform';
import { loadLetterContent } from '#receivables';
import { documentLanguage } from '../domain/invoice-document.js';
import type { DocumentFile } from '../invoice/invoice-documents.service.js';
import { renderReminderLetter } from './render-reminder-letter.js';

/** Provides letters with reminders as PDFs. */
@Injectable()
export class ReminderDocuments {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Renders a letter as a PDF, without reminders that were stopped. The same letter gives the same bytes.
   * @param language BCP 47; the buyer's by default
   * @throws DomainError receivables.reminder_letter_not_found
   */
  async render(scope: Scope, letterId: string, language?: string): Promise<DocumentFile> {
    const { letter, look } = await this.unitOfWork.run(scope, async (tx) => {
      const content = await loadLetterContent(tx, letterId);
      return { letter: content, look: await loadBrand(tx, content.brandId) };
    });
    const resolvedLanguage = documentLanguage(language ?? letter.language);
    return {
      name: letterFileName(letter.writtenOn),
      language: resolvedLanguage,
      bytes: await renderReminderLetter(letter, look, resolvedLanguage),
    };
  }
}

/** Returns the name of a letter's file. @param writtenOn `YYYY-MM-DD` */
export function letterFileName(writtenOn: string): string {
  return `reminder-${writtenOn}.pdf`;
}
