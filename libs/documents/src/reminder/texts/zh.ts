import type { ReminderTexts } from '../reminder-texts.js';

export const ZH: ReminderTexts = {
  title: {
    notice: '付款到期提示',
    reminder: '催款通知',
    second_reminder: '第二次催款通知',
    final_notice: '最后催款通知',
  },
  intro: {
    notice: '以下发票即将到期，请在到期日前付款。',
    reminder: '根据我方记录，以下发票已逾期，可能是贵方遗漏，请尽快支付未结金额。',
    second_reminder: '我方已就以下发票向贵方催款，但尚未收到全部款项，请立即支付合计金额。',
    final_notice:
      '虽经多次催款，以下发票仍未全额付清。请在七天内支付合计金额，否则我方将采取进一步的催收措施。',
  },
  facts: { date: '日期', documents: '发票' },
  table: {
    document: '发票',
    due: '到期日',
    open: '未结金额',
    interest: '利息',
    lumpSum: '固定补偿金',
    total: '合计',
  },
  interest: {
    title: '利息计算',
    aboveBaseRate: '{ground}：在基准利率“{baseRate}”之上加 {points} 个百分点，单利，{dayCount}。',
    fixed: '{ground}：年利率 {points}，单利，{dayCount}。',
    ground: { statutory: '法定逾期利息', agreed: '约定逾期利息' },
    span: '{number}：{balance}，利率 {percent}，{days} 天（{from} 至 {to}）',
  },
  payment: {
    title: '付款',
    account: '{currency}：{account}',
    reference: '付款时请注明发票号码。',
  },
  crossed: '本函已计入我方在 {day} 之前收到的款项。如贵方此后已付款，则无需处理。',
  mail: {
    subject: '{seller}：{title}',
    greeting: '您好：',
    attached: '附件为 {day} 的“{title}”，涉及以下发票：',
    document: '{number}，到期日 {due}：未结 {amount}',
    open: '在客户门户中查看发票：',
    questions: '{seller}\n如有疑问，请联系：{email}',
  },
};
