namespace Chancery.Engine.Workers;

/// <summary>A piece of work that nobody else has.</summary>
/// <param name="Lane">What there may be a limit for, such as its next hop; empty where there is none.</param>
internal sealed record Piece(string Lane, Func<CancellationToken, Task> Do);
