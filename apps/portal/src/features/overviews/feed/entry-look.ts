import {
  IconAlertTriangle,
  IconBellCheck,
  IconCheck,
  IconCircleX,
  IconEngine,
  IconFileText,
  IconHome,
  IconMessageQuestion,
  IconPencil,
  IconReceipt,
  IconReceiptRefund,
  IconTicket,
  IconTruckDelivery,
  IconTruckReturn,
  type Icon,
} from '@tabler/icons-react';
import type { FeedEvent } from '../../../api/types.js';
import type { Tone } from '../../../ui/values/state-tone.js';

const ICONS: Readonly<Record<FeedEvent['kind'], Icon>> = {
  machine_arrived: IconEngine,
  machine_left: IconTruckReturn,
  contract_started: IconFileText,
  contract_accepted: IconCheck,
  contract_amended: IconPencil,
  contract_ended: IconCircleX,
  invoice_issued: IconReceipt,
  credit_note_issued: IconReceiptRefund,
  ticket_opened: IconTicket,
  ticket_closed: IconCheck,
  ticket_cancelled: IconCircleX,
  alarm_raised: IconAlertTriangle,
  alarm_cleared: IconBellCheck,
  dispute_opened: IconMessageQuestion,
  dispute_decided: IconCheck,
  kit_sent: IconTruckDelivery,
  kit_received: IconHome,
};

/** Icon and colour of an entry. Only entries that required action are coloured. */
export function entryLook({ kind, alarm }: Pick<FeedEvent, 'kind' | 'alarm'>): {
  readonly icon: Icon;
  readonly tone?: Tone;
} {
  const icon = ICONS[kind];
  if (kind === 'alarm_raised' && alarm?.severity === 'critical') return { icon, tone: 'critical' };
  if (kind === 'alarm_raised' && alarm?.severity === 'warning') return { icon, tone: 'warning' };
  return kind === 'dispute_opened' ? { icon, tone: 'held' } : { icon };
}
