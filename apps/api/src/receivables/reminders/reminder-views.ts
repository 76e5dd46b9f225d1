import { countDays } from '#contracts';
import type {
  PlannedReminder,
  ReminderClaimView,
  ReminderLetterDetail,
  ReminderPreview,
  ReminderView,
} from '#receivables';
import { toAmount } from '../../billing/invoices/invoice-views.js';
import type { NamedDto } from '../../contracts/contracts.dto.js';
import type {
  PreviewedDocumentDto,
  PreviewedReminderDto,
  ReminderClaimDto,
  ReminderDto,
  ReminderLetterDetailDto,
  ReminderPreviewDto,
} from './reminders.dto.js';

export function toReminderPreviewDto({ on, letters, excluded, names }: ReminderPreview): ReminderPreviewDto {
  const named = (id: string): NamedDto => ({ id, name: names.get(id) ?? '' });
  return {
    on,
    letters: letters.map(({ buyerId, customerId, text, reminders }) => ({
      buyer: named(buyerId),
      customer: named(customerId),
      text,
      reminders: reminders.map((reminder) => toPreviewedReminder(reminder, on)),
    })),
    excluded: excluded.map(({ document, reason, until }) => ({
      ...toPreviewedDocument(document, on),
      buyer: named(document.buyerId),
      customer: named(document.customerId),
      reason,
      until,
    })),
  };
}

function toPreviewedReminder(
  { document, level, text, interest, lumpSumMinor }: PlannedReminder,
  on: string,
): PreviewedReminderDto {
  return {
    ...toPreviewedDocument(document, on),
    level,
    text,
    interest: interest === null ? null : toAmount(interest.amountMinor.toString(), document.currency),
    lumpSum: lumpSumMinor === 0n ? null : toAmount(lumpSumMinor.toString(), document.currency),
  };
}

function toPreviewedDocument(
  { documentId, number, dueOn, openMinor, currency }: PlannedReminder['document'],
  on: string,
): PreviewedDocumentDto {
  const open = toAmount(openMinor.toString(), currency);
  return { documentId, number, dueOn, daysOverdue: countDays(dueOn, on), open };
}

export function toReminderLetterDetailDto({
  reminders,
  ...letter
}: ReminderLetterDetail): ReminderLetterDetailDto {
  return { ...letter, reminders: reminders.map(toReminderDto) };
}

function toReminderDto(view: ReminderView): ReminderDto {
  const { currency, openMinor, interestMinor, interest, lumpSumMinor, ...reminder } = view;
  return {
    ...reminder,
    open: toAmount(openMinor, currency),
    interest: toAmount(interestMinor, currency),
    calculation: interest && { ...interest, spans: [...interest.spans] },
    lumpSum: toAmount(lumpSumMinor, currency),
  };
}

export function toReminderClaimDto(view: ReminderClaimView): ReminderClaimDto {
  const { currency, openMinor, interestMinor, lumpSumMinor, ...claim } = view;
  return {
    ...claim,
    open: toAmount(openMinor, currency),
    interest: toAmount(interestMinor, currency),
    lumpSum: toAmount(lumpSumMinor, currency),
  };
}
