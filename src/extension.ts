/** Called by VS Code when a command of ours is first used. Commands and views join with the editor's part. */
export function activate(): void {}
