import type { AtStake, DisputeDetail, DisputesOfInvoice, DisputeView, MeterTestView } from '#invoicing';
import type {
  AmountAtRiskDto,
  DisputeDetailDto,
  DisputeDto,
  InvoiceDisputesDto,
  MeterTestDto,
} from './dispute-views.dto.js';
import { toAmount } from '../invoices/invoice-views.js';
import { lastDayOf } from '../../http/fields/last-day.js';

export function toDisputeDto(dispute: DisputeView): DisputeDto {
  const { currency, line, creditNote, claimedMinor, atStakeMinor } = dispute;
  return {
    id: dispute.id,
    state: dispute.state,
    subject: dispute.subject,
    customer: dispute.customer,
    contract: dispute.contract,
    invoice: { ...dispute.invoice, periodEndsOn: lastDayOf(dispute.invoice.periodTo) },
    zone: dispute.zone,
    line: line && {
      id: line.id,
      position: line.position,
      kind: line.kind,
      name: { ...line.name },
      params: { ...line.params },
      clause: line.clause,
      quantity: line.quantity,
      unit: line.unit,
      unitPrice: line.unitPrice,
      net: line.netMinor === null ? null : toAmount(line.netMinor, currency),
    },
    from: dispute.from,
    to: dispute.to,
    readings: dispute.readings && {
      ...dispute.readings,
      from: new Date(dispute.readings.from),
      to: new Date(dispute.readings.to),
    },
    stop: dispute.stop && {
      machine: dispute.stop.machine,
      from: new Date(dispute.stop.from),
      to: new Date(dispute.stop.to),
    },
    claim: dispute.claim,
    claimed: claimedMinor === null ? null : toAmount(claimedMinor, currency),
    atStake: toAmount(atStakeMinor, currency),
    openedSide: dispute.openedSide,
    openedBy: dispute.openedBy,
    openedAt: dispute.openedAt,
    decidedBy: dispute.decidedBy,
    decidedAt: dispute.decidedAt,
    answer: dispute.answer,
    creditNote: creditNote && {
      id: creditNote.id,
      number: creditNote.number,
      gross: toAmount(creditNote.grossMinor, currency),
    },
    notes: dispute.notes,
  };
}

export function toDisputeDetail({
  conversation,
  meters,
  meterTests,
  ...dispute
}: DisputeDetail): DisputeDetailDto {
  return {
    ...toDisputeDto(dispute),
    conversation: conversation.map((note) => ({ ...note })),
    meters: meters.map(({ usageId, device, signalKey, method, serial, unit, deducts }) => ({
      ...{ usageId, device, signalKey, method, serial, unit, deducts },
    })),
    meterTests: meterTests.map((test) => toMeterTestDto(test, dispute.currency)),
  };
}

function toMeterTestDto({ creditMinor, fee, ...test }: MeterTestView, currency: string): MeterTestDto {
  return {
    ...test,
    isWithinTolerance: test.correctedTo === null,
    credit: creditMinor === null ? null : toAmount(creditMinor, currency),
    fee: fee === null ? null : { amount: fee, currency },
  };
}

export function toInvoiceDisputes({ items, ...window }: DisputesOfInvoice): InvoiceDisputesDto {
  return { items: items.map(toDisputeDto), next: null, ...window };
}

export const toAmountAtRisk = ({ currency, disputes, atStakeMinor }: AtStake): AmountAtRiskDto => ({
  disputes,
  amount: toAmount(atStakeMinor, currency),
});
