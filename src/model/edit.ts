/**
 * A shallow copy of a message, to be edited without touching the model that was read. Weights are shared,
 * not copied. Defaults of fields that are not set stand on the prototype, so that is kept.
 */
export function copyOf<Message extends object>(message: Message): Message {
  return Object.assign(Object.create(Object.getPrototypeOf(message) as object) as Message, message);
}
