import {
  IconBellRinging,
  IconBook2,
  IconChartLine,
  IconCubeSend,
  IconEngine,
  IconFileExport,
  IconFileText,
  IconGauge,
  IconKey,
  IconMessageQuestion,
  IconReceipt,
  IconReportMoney,
  IconSun,
  IconTicket,
  IconTimelineEvent,
  IconAdjustmentsAlt,
  type Icon,
} from '@tabler/icons-react';

export type RailCount = 'machines' | 'alarms' | 'tickets' | 'kits' | 'held' | 'disputes';

export interface RailItem {
  readonly key: string;
  /** Letter that opens the page after `g`. */
  readonly letter: string;
  readonly to: string;
  readonly icon: Icon;
  /** Permission required for the page. Without it the page would be empty. */
  readonly permission: string;
  readonly count?: RailCount;
  /** Tone of a count that requires action. */
  readonly tone?: 'critical' | 'held';
}

export interface RailGroup {
  readonly key: string;
  readonly items: readonly RailItem[];
}

/** Navigation of the maker console. Its labels are `app:rail.<key>`. */
export const RAIL: readonly RailGroup[] = [
  {
    key: 'top',
    items: [{ key: 'today', letter: 't', to: '/today', icon: IconSun, permission: 'fleet.read' }],
  },
  {
    key: 'machines',
    items: [
      {
        key: 'fleet',
        letter: 'm',
        to: '/fleet',
        icon: IconEngine,
        permission: 'fleet.read',
        count: 'machines',
      },
      {
        key: 'alarms',
        letter: 'a',
        to: '/alarms',
        icon: IconBellRinging,
        permission: 'fleet.read',
        count: 'alarms',
        tone: 'critical',
      },
      { key: 'registry', letter: 'r', to: '/registry', icon: IconBook2, permission: 'fleet.read' },
    ],
  },
  {
    key: 'service',
    items: [
      {
        key: 'tickets',
        letter: 's',
        to: '/tickets',
        icon: IconTicket,
        permission: 'tickets.read',
        count: 'tickets',
      },
      {
        key: 'parts',
        letter: 'p',
        to: '/parts',
        icon: IconCubeSend,
        permission: 'parts.read',
        count: 'kits',
      },
    ],
  },
  {
    key: 'money',
    items: [
      { key: 'contracts', letter: 'c', to: '/contracts', icon: IconFileText, permission: 'contracts.read' },
      { key: 'exceptions', letter: 'e', to: '/exceptions', icon: IconGauge, permission: 'meters.decide' },
      {
        key: 'billing',
        letter: 'b',
        to: '/billing',
        icon: IconReceipt,
        permission: 'invoices.read',
        count: 'held',
        tone: 'held',
      },
      {
        key: 'disputes',
        letter: 'd',
        to: '/disputes',
        icon: IconMessageQuestion,
        permission: 'disputes.decide',
        count: 'disputes',
        tone: 'held',
      },
      {
        key: 'receivables',
        letter: 'o',
        to: '/receivables',
        icon: IconReportMoney,
        permission: 'receivables.read',
      },
      { key: 'revenue', letter: 'v', to: '/revenue', icon: IconChartLine, permission: 'revenue.read' },
    ],
  },
  {
    key: 'data',
    items: [
      {
        key: 'telemetry',
        letter: 'h',
        to: '/telemetry',
        icon: IconTimelineEvent,
        permission: 'telemetry.inspect',
      },
      { key: 'exports', letter: 'x', to: '/exports', icon: IconFileExport, permission: 'export.read' },
      { key: 'rules', letter: 'l', to: '/alarm-rules', icon: IconAdjustmentsAlt, permission: 'rules.write' },
      { key: 'devices', letter: 'k', to: '/devices', icon: IconKey, permission: 'devices.write' },
    ],
  },
];
