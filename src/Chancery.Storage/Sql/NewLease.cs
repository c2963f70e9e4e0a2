namespace Chancery.Storage.Sql;

/// <summary>A lease that something is entered with.</summary>
/// <param name="Until">Ticks.</param>
internal sealed record NewLease(string Owner, long Until);
