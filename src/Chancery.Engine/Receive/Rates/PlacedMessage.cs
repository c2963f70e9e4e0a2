namespace Chancery.Engine.Receive.Rates;

/// <summary>A message with the place it takes; both are given back together.</summary>
internal sealed class PlacedMessage(IIncomingMessage message, IDisposable place) : IIncomingMessage
{
    public ValueTask WriteAsync(ReadOnlyMemory<byte> data, CancellationToken cancel) => message.WriteAsync(data, cancel);

    public Task<SmtpReply> CommitAsync(CancellationToken cancel) => message.CommitAsync(cancel);

    public async ValueTask DisposeAsync()
    {
        place.Dispose();
        await message.DisposeAsync();
    }
}
