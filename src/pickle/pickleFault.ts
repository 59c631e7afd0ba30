/** What is wrong with a pickle, as the rest of a sentence that begins with the file: `sets the state of a list`. */
export class PickleFault extends Error {
  override readonly name = 'PickleFault';
}
