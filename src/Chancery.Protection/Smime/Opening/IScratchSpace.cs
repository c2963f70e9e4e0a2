namespace Chancery.Protection.Smime.Opening;

/// <summary>
/// Where content lies while it is being opened: sealed, and gone with its scratch. What was written there is looked at only after
/// its integrity is proven.
/// </summary>
public interface IScratchSpace
{
    /// <summary>Keeps what <paramref name="write"/> gives. If it throws, nothing is kept.</summary>
    Task<IScratch> KeepAsync(Func<Stream, Task> write, CancellationToken cancel);
}

/// <summary>Content that was kept. Disposed, it is gone.</summary>
public interface IScratch : IAsyncDisposable
{
    /// <summary>Seekable; from the start.</summary>
    Task<Stream> OpenAsync(CancellationToken cancel);
}
