import type { ReminderTexts } from '../reminder-texts.js';

export const ES: ReminderTexts = {
  title: {
    notice: 'Aviso de vencimiento',
    reminder: 'Recordatorio de pago',
    second_reminder: 'Segundo recordatorio de pago',
    final_notice: 'Último requerimiento de pago',
  },
  intro: {
    notice: 'Las siguientes facturas vencen pronto. Le rogamos que las pague antes de su vencimiento.',
    reminder:
      'Según nuestros registros, las siguientes facturas están vencidas. Es posible que las haya pasado por alto. Le rogamos que pague los importes pendientes.',
    second_reminder:
      'Ya le hemos recordado las siguientes facturas, pero no hemos recibido el pago completo. Le rogamos que pague el total sin demora.',
    final_notice:
      'A pesar de nuestros recordatorios, las siguientes facturas no se han pagado por completo. Le rogamos que pague el total en un plazo de siete días. De lo contrario, tomaremos medidas adicionales para cobrarlo.',
  },
  facts: { date: 'Fecha', documents: 'Facturas' },
  table: {
    document: 'Factura',
    due: 'Vencimiento',
    open: 'Pendiente',
    interest: 'Intereses',
    lumpSum: 'Cantidad fija',
    total: 'Total',
  },
  interest: {
    title: 'Cálculo de los intereses',
    aboveBaseRate:
      '{ground}: {points} puntos porcentuales por encima del tipo de referencia «{baseRate}», interés simple, {dayCount}.',
    fixed: '{ground}: {points} anual, interés simple, {dayCount}.',
    ground: { statutory: 'Intereses de demora legales', agreed: 'Intereses de demora pactados' },
    span: '{number}: {balance} al {percent} durante {days} días ({from} a {to})',
  },
  payment: {
    title: 'Pago',
    account: '{currency}: {account}',
    reference: 'Indique el número de la factura como referencia del pago.',
  },
  crossed:
    'Esta carta tiene en cuenta los pagos recibidos hasta el {day}. Si ha pagado después de esa fecha, no tiene que hacer nada.',
  mail: {
    subject: '{title} de {seller}',
    greeting: 'Hola:',
    attached: 'Adjuntamos la carta «{title}» del {day}. Contiene estas facturas:',
    document: '{number}, vencimiento {due}: {amount} pendiente',
    open: 'Ver sus facturas en el portal de clientes:',
    questions: '{seller}\nPreguntas sobre esta carta: {email}',
  },
};
