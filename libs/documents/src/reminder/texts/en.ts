import type { ReminderTexts } from '../reminder-texts.js';

export const EN: ReminderTexts = {
  title: {
    notice: 'Upcoming payment',
    reminder: 'Payment reminder',
    second_reminder: 'Second payment reminder',
    final_notice: 'Final notice',
  },
  intro: {
    notice: 'The following invoices are due soon. Please pay them by their due dates.',
    reminder:
      'According to our records, the following invoices are overdue. You may have overlooked them. Please pay the open amounts now.',
    second_reminder:
      'We have already reminded you of the following invoices, but have not received full payment. Please pay the total without delay.',
    final_notice:
      'Despite our reminders, the following invoices have not been paid in full. Please pay the total within seven days. Otherwise, we will take further steps to collect it.',
  },
  facts: { date: 'Date', documents: 'Invoices' },
  table: {
    document: 'Invoice',
    due: 'Due date',
    open: 'Open',
    interest: 'Interest',
    lumpSum: 'Lump sum',
    total: 'Total',
  },
  interest: {
    title: 'Calculation of interest',
    aboveBaseRate:
      '{ground}: {points} percentage points above the base rate “{baseRate}”, simple interest, {dayCount}.',
    fixed: '{ground}: {points} per year, simple interest, {dayCount}.',
    ground: { statutory: 'Statutory interest on late payment', agreed: 'Agreed interest on late payment' },
    span: '{number}: {balance} at {percent} for {days} days ({from} to {to})',
  },
  payment: {
    title: 'Payment',
    account: '{currency}: {account}',
    reference: 'Please state the invoice number as the payment reference.',
  },
  crossed:
    'This letter takes into account payments that we had received by {day}. If you have paid since then, no action is needed.',
  mail: {
    subject: '{title} from {seller}',
    greeting: 'Hello,',
    attached: 'The letter “{title}” of {day} is attached. It contains these invoices:',
    document: '{number}, due {due}: {amount} open',
    open: 'View your invoices in the customer portal:',
    questions: '{seller}\nQuestions about this letter: {email}',
  },
};
