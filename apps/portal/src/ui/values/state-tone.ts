import {
  IconAlertOctagon,
  IconAlertTriangle,
  IconAntennaBars5,
  IconAntennaBarsOff,
  IconArrowBackUp,
  IconCalendarEvent,
  IconCheck,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleDot,
  IconCircleHalf2,
  IconCircleX,
  IconClockPause,
  IconHandStop,
  IconHome,
  IconInfoCircle,
  IconMessageQuestion,
  IconPackage,
  IconPencil,
  IconPlayerPause,
  IconPlayerPlay,
  IconPower,
  IconReceiptRefund,
  IconSend,
  IconShieldCheck,
  IconTool,
  IconTruckDelivery,
  IconUserCheck,
  IconUserX,
  type Icon,
} from '@tabler/icons-react';

/** Meaning of the colours. Green is reserved for facts proven by readings or a document; healthy is neutral. */
export type Tone = 'critical' | 'warning' | 'held' | 'proven' | 'planned' | 'unknown' | 'neutral';

export interface StateLook {
  readonly tone: Tone;
  readonly icon: Icon;
}

/** Icon and tone of every state of the product. Labels are `state.<code>` in the texts. */
export const STATE_LOOKS = {
  // General states.
  critical: { tone: 'critical', icon: IconAlertOctagon },
  failed: { tone: 'critical', icon: IconAlertOctagon },
  warning: { tone: 'warning', icon: IconAlertTriangle },
  due: { tone: 'warning', icon: IconAlertTriangle },
  info: { tone: 'neutral', icon: IconInfoCircle },
  held: { tone: 'held', icon: IconHandStop },
  proven: { tone: 'proven', icon: IconShieldCheck },
  planned: { tone: 'planned', icon: IconCalendarEvent },
  unknown: { tone: 'unknown', icon: IconCircleDashed },
  draft: { tone: 'neutral', icon: IconCircleDot },
  // Invoices.
  approved: { tone: 'planned', icon: IconCheck },
  issued: { tone: 'neutral', icon: IconSend },
  disputed: { tone: 'held', icon: IconMessageQuestion },
  settled: { tone: 'neutral', icon: IconCheck },
  rejected: { tone: 'unknown', icon: IconCircleX },
  withdrawn: { tone: 'unknown', icon: IconCircleDashed },
  credited: { tone: 'unknown', icon: IconReceiptRefund },
  // Open amounts of documents, and payments.
  overdue: { tone: 'warning', icon: IconAlertTriangle },
  not_due: { tone: 'neutral', icon: IconCalendarEvent },
  partly_paid: { tone: 'planned', icon: IconCircleHalf2 },
  paid: { tone: 'neutral', icon: IconCircleCheck },
  written_off: { tone: 'unknown', icon: IconCircleX },
  credit: { tone: 'planned', icon: IconReceiptRefund },
  unapplied: { tone: 'warning', icon: IconCircleDashed },
  allocated: { tone: 'neutral', icon: IconCircleCheck },
  refunded: { tone: 'neutral', icon: IconReceiptRefund },
  undone: { tone: 'unknown', icon: IconArrowBackUp },
  posted: { tone: 'neutral', icon: IconCircleCheck },
  // States of a machine.
  load: { tone: 'planned', icon: IconPlayerPlay },
  idle: { tone: 'neutral', icon: IconPlayerPause },
  off: { tone: 'neutral', icon: IconPower },
  fault: { tone: 'critical', icon: IconAlertOctagon },
  service: { tone: 'neutral', icon: IconTool },
  silent: { tone: 'unknown', icon: IconAntennaBarsOff },
  online: { tone: 'neutral', icon: IconAntennaBars5 },
  offline: { tone: 'unknown', icon: IconAntennaBarsOff },
  // Alarms.
  open: { tone: 'warning', icon: IconAlertTriangle },
  acknowledged: { tone: 'neutral', icon: IconUserCheck },
  cleared: { tone: 'neutral', icon: IconCheck },
  // Meter exceptions.
  pending: { tone: 'planned', icon: IconUserCheck },
  decided: { tone: 'neutral', icon: IconCheck },
  resolved: { tone: 'neutral', icon: IconCircleCheck },
  // Tickets and visits.
  new: { tone: 'warning', icon: IconCircleDot },
  triaged: { tone: 'neutral', icon: IconUserCheck },
  remote: { tone: 'neutral', icon: IconCircleDot },
  unassigned: { tone: 'warning', icon: IconUserX },
  assigned: { tone: 'planned', icon: IconUserCheck },
  accepted: { tone: 'planned', icon: IconUserCheck },
  travelling: { tone: 'planned', icon: IconTruckDelivery },
  on_site: { tone: 'planned', icon: IconTool },
  working: { tone: 'planned', icon: IconTool },
  paused: { tone: 'unknown', icon: IconClockPause },
  fixed: { tone: 'neutral', icon: IconCircleCheck },
  verified: { tone: 'proven', icon: IconShieldCheck },
  closed: { tone: 'neutral', icon: IconCheck },
  cancelled: { tone: 'unknown', icon: IconCircleX },
  // Deliveries and parts.
  reserved: { tone: 'planned', icon: IconPackage },
  packed: { tone: 'planned', icon: IconPackage },
  sent: { tone: 'planned', icon: IconTruckDelivery },
  received: { tone: 'neutral', icon: IconHome },
  shortage: { tone: 'critical', icon: IconAlertOctagon },
  // Lifecycle of a machine.
  shipped: { tone: 'planned', icon: IconTruckDelivery },
  commissioned: { tone: 'neutral', icon: IconCircleCheck },
  in_service: { tone: 'neutral', icon: IconCircleCheck },
  swapped: { tone: 'unknown', icon: IconCircleDashed },
  returned: { tone: 'unknown', icon: IconHome },
  sold: { tone: 'unknown', icon: IconCheck },
  // Contracts, invoices, people and keys.
  active: { tone: 'neutral', icon: IconCircleCheck },
  ended: { tone: 'unknown', icon: IconCircleX },
  signed: { tone: 'neutral', icon: IconCheck },
  ready: { tone: 'neutral', icon: IconCircleCheck },
  invited: { tone: 'planned', icon: IconCalendarEvent },
  expired: { tone: 'warning', icon: IconAlertTriangle },
  ending: { tone: 'warning', icon: IconAlertTriangle },
  revoked: { tone: 'unknown', icon: IconCircleX },
  forecast: { tone: 'neutral', icon: IconCalendarEvent },
  in_progress: { tone: 'planned', icon: IconTool },
  done: { tone: 'neutral', icon: IconCheck },
  // Commands to devices, with the names of ThingsBoard's persistent RPC.
  QUEUED: { tone: 'planned', icon: IconClockPause },
  SENT: { tone: 'planned', icon: IconSend },
  DELIVERED: { tone: 'planned', icon: IconCheck },
  SUCCESSFUL: { tone: 'neutral', icon: IconCircleCheck },
  TIMEOUT: { tone: 'warning', icon: IconAlertTriangle },
  EXPIRED: { tone: 'unknown', icon: IconCircleX },
  FAILED: { tone: 'critical', icon: IconAlertOctagon },
  measured: { tone: 'neutral', icon: IconCircleCheck },
  declared: { tone: 'unknown', icon: IconPencil },
  partly_held: { tone: 'held', icon: IconHandStop },
  estimated: { tone: 'neutral', icon: IconCircleDashed },
} as const satisfies Record<string, StateLook>;

export type StateCode = keyof typeof STATE_LOOKS;

/** Icon and tone of a state code. An unknown code is shown as unknown, never hidden. */
export function lookOf(code: string): StateLook {
  return Object.hasOwn(STATE_LOOKS, code) ? STATE_LOOKS[code as StateCode] : STATE_LOOKS.unknown;
}
